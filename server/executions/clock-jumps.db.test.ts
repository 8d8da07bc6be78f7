import { afterAll, beforeAll, expect, test } from "vitest";
import { atTimeOf, createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildConfig, buildReplica, buildService } from "#db/testing-builders.ts";
import { systemClock } from "#server/clock.ts";
import type { Context } from "#server/context.ts";
import type { Policy } from "#server/domain/policy.ts";
import { ManualClock } from "#server/manual-clock.ts";
import { claimExecutions } from "./claim.ts";
import { createExecution } from "./create.ts";
import { expireQueued } from "./expire-queued.ts";
import { getExecution } from "./get.ts";
import { placedAttempts, readAssignments, unanswered } from "./placed-attempts.ts";
import { releaseDue } from "./release-due.ts";
import { setDeadline } from "./set-deadline.ts";
import { agentVoice } from "./testing-agent-voice.ts";

const HOUR_MS = 3_600_000;

let db: TestDatabase;
/** The database's. */
let time: ManualClock;
/** Of hosts whose clocks are two hours ahead and two hours behind. */
let ahead: Context;
let behind: Context;
beforeAll(async () => {
  db = await createTestDatabase();
  time = new ManualClock();
  const on = (skewMs: number): Context => {
    const clock = { ...systemClock, now: () => new Date(time.now().getTime() + skewMs) };
    return { database: atTimeOf(time, db.database), clock, actor: "ada" };
  };
  [ahead, behind] = [on(2 * HOUR_MS), on(-2 * HOUR_MS)];
});
afterAll(() => db.drop());

/** An execution that the host `by` has asked for, and what the host `at` gives it to. */
async function stage(by: Context, policy: Partial<Policy>) {
  const service = await buildService(db.database, { config: buildConfig(), policy });
  const replica = await buildReplica(db.database, { serviceId: service.id });
  const { id } = await createExecution(by, { service: service.name });
  const slots = [{ replicaId: replica.id, serviceId: service.id, revision: 1, free: 1 }];
  const claim = async (at: Context) => {
    const [claimed] = await claimExecutions(at, { runnerId: replica.runnerId, slots });
    return claimed?.assignment ?? null;
  };
  return { id, replicaId: replica.id, runnerId: replica.runnerId, claim };
}

test("what waits fails after its own queue timeout, whichever hosts asked for it and look at it", async () => {
  const { id: first } = await stage(behind, { queueTimeout: 60 });
  const { id: second } = await stage(ahead, { queueTimeout: 60 });
  time.advance(59_999);
  expect([await expireQueued(ahead), await expireQueued(behind)]).toEqual([0, 0]);
  time.advance(1);
  expect(await expireQueued(behind)).toBe(2);
  for (const id of [first, second])
    expect(await getExecution(ahead, { id })).toMatchObject({ reason: "queue-timeout" });
});

test.each(["ahead", "behind"])("a retry waits its own time when the agent's clock is %s", async (skew) => {
  const host = skew === "ahead" ? ahead : behind;
  const { claim, ...placed } = await stage(behind, { maxRetries: 1, retryWait: 30 });
  await claim(behind);
  const agent = agentVoice(host, { ...placed, attempt: 1 });
  const error = { type: "NoSuchItem", message: "no such item" };
  const end = { outcome: { type: "raised" }, exitCode: 0, exitSignal: null, strays: 0 } as const;
  await agent.say({ type: "ended", executionId: placed.id, attempt: 1, error, ...end });
  expect((await getExecution(ahead, { id: placed.id })).notBefore).toEqual(
    new Date(time.now().getTime() + 30_000),
  );
  time.advance(29_999);
  expect([await releaseDue(ahead), await releaseDue(behind)]).toEqual([0, 0]);
  time.advance(1);
  expect(await releaseDue(behind)).toBe(1);
  await claim(ahead);
});

test.each([
  ["ahead", "from now", { inSeconds: 600 }, 600_000],
  ["behind", "from now", { inSeconds: 600 }, 600_000],
  ["ahead", "further", { bySeconds: 900 }, HOUR_MS + 900_000],
  ["behind", "earlier", { bySeconds: -900 }, HOUR_MS - 900_000],
])("a deadline moved %s of the runner's clock, %s, is so far away", async (skew, _, move, leftMs) => {
  const [web, runner] = skew === "ahead" ? [ahead, behind] : [behind, ahead];
  const { claim, ...placed } = await stage(web, {});
  const { id } = placed;
  expect((await claim(runner))?.deadlineInMs).toBe(HOUR_MS);
  const moving = setDeadline(web, { id, ...move });
  const agent = agentVoice(runner, { ...placed, attempt: 1 });
  const order = await agent.nextOrder();
  expect(await unanswered(runner, placed.runnerId)).toMatchObject([{ executionId: id, inMs: leftMs }]);
  time.advance(10_000);
  expect(await unanswered(runner, placed.runnerId)).toMatchObject([{ inMs: leftMs - 10_000 }]);
  await agent.answer(order);
  await moving;
  const { deadlineAt } = await getExecution(web, { id });
  expect(deadlineAt).toEqual(new Date(time.now().getTime() + leftMs - 10_000));
});

test("what its agent never got has what is left of its time, and code that extends it moves it by that much", async () => {
  const { claim, ...placed } = await stage(ahead, { executionTimeout: 600 });
  const { id, replicaId } = placed;
  await claim(ahead);
  time.advance(100_000);
  expect(await placedAttempts(behind, replicaId)).toHaveLength(1);
  expect(await readAssignments(behind, replicaId, [id])).toMatchObject([{ deadlineInMs: 500_000 }]);
  const agent = agentVoice(behind, { ...placed, attempt: 1 });
  const [from, to] = [0, 60_000].map((ms) => new Date(behind.clock.now().getTime() + ms).toISOString());
  await agent.say({
    type: "deadline_extended",
    executionId: id,
    attempt: 1,
    seconds: 60,
    from: String(from),
    to: String(to),
  });
  expect((await getExecution(ahead, { id })).deadlineAt).toEqual(new Date(time.now().getTime() + 560_000));
});
