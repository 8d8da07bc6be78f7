import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution } from "#db/testing-builders.ts";
import { systemClock } from "#server/clock.ts";
import type { Context } from "#server/context.ts";
import { getExecution } from "./get.ts";
import { listEvents } from "./list-events.ts";
import { SetDeadlineInput, setDeadline } from "./set-deadline.ts";
import { terminateExecution } from "./terminate.ts";
import { agentVoice } from "./testing-agent-voice.ts";

let db: TestDatabase;
let ctx: Context;
beforeAll(async () => {
  db = await createTestDatabase();
  ctx = { database: db.database, clock: systemClock, actor: "ada" };
});
afterAll(() => db.drop());

async function running() {
  const row = await buildExecution(db.database, { status: "in-progress", startedAt: systemClock.now() });
  return { id: row.id, before: row.deadlineAt as Date, agent: agentVoice(ctx, row) };
}

describe("moving the deadline", () => {
  test.each([
    ["by so many seconds", { bySeconds: 900 }],
    ["to earlier", { bySeconds: -600 }],
    ["to so many seconds from now", { inSeconds: 60 }],
    ["to a time", { at: new Date(systemClock.now().getTime() + 7_200_000) }],
  ])("%s: the row and its attempt follow the agent's answer, and not before", async (_, to) => {
    const { id, before, agent } = await running();
    const moving = setDeadline(ctx, { id, ...to });
    const order = await agent.nextOrder();
    expect((await getExecution(ctx, { id })).deadlineAt).toEqual(before);
    await agent.answer(order);
    expect(await moving).toEqual({ id, order: "deadline", done: true });
    if (order.kind !== "deadline") throw new Error(order.kind);
    const after = await getExecution(ctx, { id });
    expect(after.deadlineAt).toEqual(new Date(order.at));
    expect(after.attempts[0]?.deadlineAt).toEqual(after.deadlineAt);
    if ("at" in to) expect(order.at).toBe(to.at.toISOString());
    if ("bySeconds" in to) expect(Date.parse(order.at) - before.getTime()).toBe(to.bySeconds * 1_000);
  });

  test("one that would have passed is refused in words, and nothing is asked", async () => {
    const { id } = await running();
    await expect(setDeadline(ctx, { id, bySeconds: -3_601 })).rejects.toThrow(
      /the deadline would be .+, which has passed: terminate it to stop it now/,
    );
    expect((await getExecution(ctx, { id })).order).toBeNull();
  });

  test("a time that has passed, or is beyond a year, is refused at its field", async () => {
    const { id } = await running();
    const at = (days: number) => new Date(systemClock.now().getTime() + days * 86_400_000);
    await expect(setDeadline(ctx, { id, at: at(-1) })).rejects.toMatchObject({ faults: [{ field: "at" }] });
    await expect(setDeadline(ctx, { id, at: at(366) })).rejects.toMatchObject({ faults: [{ field: "at" }] });
  });

  test("a refusal of the agent leaves it where it was", async () => {
    const { id, before, agent } = await running();
    const moving = setDeadline(ctx, { id, inSeconds: 60 });
    const refused = expect(moving).rejects.toThrow("move its deadline: that time had passed");
    await agent.answer(await agent.nextOrder(), "past");
    await refused;
    expect((await getExecution(ctx, { id })).deadlineAt).toEqual(before);
  });

  test("what waits and what stops has none to move", async () => {
    const waiting = await buildExecution(db.database);
    await expect(setDeadline(ctx, { id: waiting.id, inSeconds: 60 })).rejects.toThrow("it has not started");
    const { id } = await running();
    await terminateExecution(ctx, { id });
    await expect(setDeadline(ctx, { id, inSeconds: 60 })).rejects.toThrow(
      "it has been asked to stop already",
    );
  });

  test("code that extends its own moves the row too, and is on record", async () => {
    const { id, before, agent } = await running();
    const to = new Date(before.getTime() + 60_000);
    const times = { from: before.toISOString(), to: to.toISOString() };
    await agent.say({ type: "deadline_extended", executionId: id, attempt: 1, seconds: 60, ...times });
    expect((await getExecution(ctx, { id })).deadlineAt).toEqual(to);
    expect((await listEvents(ctx, { id })).at(-1)).toMatchObject({
      type: "deadline_extended",
      data: { seconds: 60, ...times },
    });
  });

  test.each([
    [{}, /one of inSeconds, bySeconds and at must be given/],
    [{ inSeconds: 5, bySeconds: 5 }, /one of inSeconds, bySeconds and at must be given/],
    [{ inSeconds: 0 }, /inSeconds must be a whole number from 1/],
    [{ inSeconds: 1.5 }, /inSeconds must be a whole number/],
    [{ bySeconds: 0 }, /bySeconds must be a whole number .+ and not 0/],
  ])("%j is refused, naming the field", (to, words) => {
    const result = SetDeadlineInput.safeParse({ id: "01890000-0000-7000-8000-000000000000", ...to });
    expect(String(result.error)).toMatch(words);
  });
});
