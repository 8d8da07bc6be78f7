import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution } from "#db/testing-builders.ts";
import { systemClock } from "#server/clock.ts";
import type { Context } from "#server/context.ts";
import type { Order, OrderKind, OrderRefusal } from "#server/domain/order.ts";
import { ManualClock } from "#server/manual-clock.ts";
import { applyEvent } from "./apply-event.ts";
import { escalateStop } from "./escalate.ts";
import { getExecution } from "./get.ts";
import { giveMoreTime } from "./more-time.ts";
import { unanswered } from "./placed-attempts.ts";
import { terminateExecution } from "./terminate.ts";
import { agentVoice } from "./testing-agent-voice.ts";
import { withdrawStop } from "./withdraw.ts";

let db: TestDatabase;
let ctx: Context;
beforeAll(async () => {
  db = await createTestDatabase();
  ctx = { database: db.database, clock: systemClock, actor: "ada" };
});
afterAll(() => db.drop());

/** An execution that was asked to stop, and its agent. */
async function stopping() {
  const row = await buildExecution(db.database, { status: "in-progress" });
  const { id, attempt } = row;
  const agent = agentVoice(ctx, row);
  await terminateExecution(ctx, { id, note: "too early" });
  const reach = (rung: "delivered" | "seen") =>
    agent.say({ type: "rung_reached", executionId: id, attempt, rung, data: {} });
  const answerNext = async (refusal: OrderRefusal | null = null, kind?: OrderKind): Promise<Order> => {
    const order = await agent.nextOrder(kind);
    await agent.answer(order, refusal);
    return order;
  };
  return { id, runnerId: agent.runnerId, reach, answer: agent.answer, answerNext };
}

async function eventsOf(id: string) {
  return await db.database.sql<{ type: string; actor: string; data: Record<string, unknown> }[]>`
    select type, actor, data from execution_events where execution_id = ${id} order by id`;
}

/** A clock whose waits are over at once. */
function impatient(): Context {
  const clock = new ManualClock(systemClock.now());
  const sleep = async (ms: number) => clock.advance(ms);
  return { ...ctx, clock: Object.assign(clock, { sleep }) };
}

describe("withdrawing a stop", () => {
  test("it goes on as if never asked, both sides are on record, and a later stop has its own reason", async () => {
    const { id, reach, answerNext } = await stopping();
    await reach("delivered");
    const [answer] = await Promise.all([withdrawStop(ctx, { id }), answerNext()]);
    expect(answer).toEqual({ id, order: "withdraw", done: true });
    expect(await getExecution(ctx, { id })).toMatchObject({ status: "in-progress", stop: null, order: null });
    const [given, answered] = (await eventsOf(id)).slice(-2);
    expect(given).toMatchObject({ type: "order_given", actor: "ada", data: { kind: "withdraw" } });
    expect(answered).toMatchObject({ type: "order_answered", actor: "agent", data: { refusal: null } });
    const audits = await db.database.sql`select action from audit where subject_id = ${id} order by id`;
    expect(audits.map(({ action }) => action)).toEqual(["execution.terminate", "execution.withdraw"]);
    await applyEvent(ctx, {
      executionId: id,
      event: { type: "stop_requested", reason: "timeout", attempt: 1 },
      at: systemClock.now(),
      actor: "agent",
    });
    expect((await getExecution(ctx, { id })).stop).toMatchObject({
      reason: "timeout",
      final: false,
      note: null,
    });
  });

  test("one that its code has met is refused, with the time", async () => {
    const { id, reach } = await stopping();
    await reach("seen");
    const [seen] = (await db.database.sql`
      select at from execution_events where execution_id = ${id} and type = 'seen'`) as unknown as {
      at: Date;
    }[];
    await expect(withdrawStop(ctx, { id })).rejects.toThrow(
      `It is not possible to withdraw the stop: its code has met the request already, at ${seen?.at.toISOString()}.`,
    );
  });

  test("one that loses the race on the way to the agent is refused by its answer", async () => {
    const { id, reach, answerNext } = await stopping();
    await reach("delivered");
    const withdrawing = withdrawStop(ctx, { id });
    const answering = answerNext("seen").then(() => reach("seen"));
    await expect(withdrawing).rejects.toThrow("its code has met the request already");
    await answering;
    expect(await getExecution(ctx, { id })).toMatchObject({ stop: { seen: true }, order: null });
  });

  test("eight at a time give one order, and hear its answer or that there is no stop any more", async () => {
    const { id, answerNext } = await stopping();
    const all = Promise.allSettled(Array.from({ length: 8 }, () => withdrawStop(ctx, { id })));
    await answerNext();
    for (const one of await all) {
      if (one.status === "fulfilled") expect(one.value).toEqual({ id, order: "withdraw", done: true });
      else expect(String(one.reason)).toContain("nobody has asked it to stop");
    }
    expect((await eventsOf(id)).filter(({ type }) => type === "order_given")).toHaveLength(1);
  });

  test("an agent that does not answer keeps the order, and nothing is called withdrawn", async () => {
    const { id, runnerId } = await stopping();
    expect(await withdrawStop(impatient(), { id })).toEqual({ id, order: "withdraw", done: false });
    expect(await getExecution(ctx, { id })).toMatchObject({
      stop: { rung: "requested" },
      order: { kind: "withdraw", givenBy: "ada" },
    });
    expect(await unanswered(ctx, runnerId)).toMatchObject([{ stop: { serial: 0 }, delivered: false }]);
  });

  test("an answer to a withdrawn stop's order does not touch the next stop", async () => {
    const { id, answer, answerNext } = await stopping();
    const [, order] = await Promise.all([withdrawStop(ctx, { id }), answerNext()]);
    await terminateExecution(ctx, { id });
    await answer(order);
    expect((await getExecution(ctx, { id })).stop).toMatchObject({ reason: "terminated", rung: "requested" });
  });
});

describe("escalating and giving more time", () => {
  test("more time is added up on the stop, and each order is answered", async () => {
    const { id, answerNext } = await stopping();
    for (const seconds of [60, 30]) {
      const [answer] = await Promise.all([giveMoreTime(ctx, { id, seconds }), answerNext()]);
      expect(answer).toEqual({ id, order: "more-time", done: true });
    }
    expect((await getExecution(ctx, { id })).stop?.moreSeconds).toBe(90);
  });

  test("an escalation takes the place of a withdrawal that was not answered", async () => {
    const { id, answerNext } = await stopping();
    await withdrawStop(impatient(), { id });
    const [, order] = await Promise.all([escalateStop(ctx, { id }), answerNext(null, "escalate")]);
    expect(order.kind).toBe("escalate");
    expect((await getExecution(ctx, { id })).stop).toMatchObject({ rung: "requested" });
  });

  test("what nobody asked to stop has nothing to escalate", async () => {
    const { id } = await buildExecution(db.database, { status: "in-progress" });
    await expect(escalateStop(ctx, { id })).rejects.toThrow("nobody has asked it to stop");
    await expect(giveMoreTime(ctx, { id, seconds: 5 })).rejects.toThrow("nobody has asked it to stop");
  });

  test("what ends meanwhile has no order left", async () => {
    const { id } = await stopping();
    await escalateStop(impatient(), { id });
    await applyEvent(ctx, {
      executionId: id,
      event: { type: "ended", attempt: 1, outcome: { type: "stopped" } },
      at: systemClock.now(),
      actor: "agent",
    });
    expect(await getExecution(ctx, { id })).toMatchObject({ status: "terminated", order: null });
    await expect(escalateStop(ctx, { id })).rejects.toThrow("it has ended already");
  });
});
