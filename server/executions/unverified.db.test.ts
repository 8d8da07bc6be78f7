import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution, buildService } from "#db/testing-builders.ts";
import type { Context } from "#server/context.ts";
import { DEFAULT_POLICY } from "#server/domain/policy-values.ts";
import { ManualClock } from "#server/manual-clock.ts";
import { abandonAttempts } from "./abandon-attempts.ts";
import { expireQueued } from "./expire-queued.ts";
import { getExecution } from "./get.ts";
import { ListExecutionsInput, listExecutions } from "./list.ts";
import { listEvents } from "./list-events.ts";
import { terminateExecution } from "./terminate.ts";

let testDatabase: TestDatabase;
let ctx: Context;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  ctx = { database: testDatabase.database, clock: new ManualClock(), actor: "ada@example.org" };
});
afterAll(() => testDatabase.drop());

test("what ended although nobody could prove that nothing of it is left is marked, and found", async () => {
  const { database } = testDatabase;
  const service = await buildService(database);
  const build = (overrides: Parameters<typeof buildExecution>[1]) =>
    buildExecution(database, { serviceId: service.id, ...overrides });
  const stop = { stopReason: "terminated", stopFinal: true } as const;
  const terminated = { status: "terminated", ...stop } as const;
  const [lost, noStop, late, spent, requeued] = [
    await build({ ...terminated, stopRung: "delivered" }),
    await build({ status: "failed", reason: "lost" }),
    await build({ status: "failed", reason: "timeout", stopReason: "timeout", stopRung: "exited" }),
    await build({ status: "failed", reason: "max-attempts" }),
    await build({ status: "in-progress" }),
  ];
  await database.sql`insert into execution_events (execution_id, attempt, type, at, actor, data)
    values (${spent.id}, 1, 'ended', now(), 'runner', '{"cause":"lost"}')`;
  await database.sql`update attempts set ended_at = now(), outcome = 'rerun', reason = 'lost'
    where execution_id = ${requeued.id}`;
  await database.sql`update executions set status = 'terminated', reason = 'terminated', attempt = 2, ended_at = now()
    where id = ${requeued.id}`;
  await build({ ...terminated, stopRung: "verified" });
  await build({ status: "terminated" });
  await build({ status: "failed", reason: "error", stopReason: "timeout", stopRung: "delivered" });
  await build({ status: "success", stopReason: "timeout", stopRung: "delivered" });
  const ids = new Set([lost, noStop, late, spent, requeued].map(({ id }) => id));
  const found = async (where: string) =>
    (await listExecutions(ctx, ListExecutionsInput.parse({ where: `service:${service.name} ${where}` })))
      .rows;
  expect(new Set((await found("is:unverified")).map(({ id }) => id))).toEqual(ids);
  const marked = (await found("")).filter(({ unverified }) => unverified).map(({ id }) => id);
  expect(new Set(marked)).toEqual(ids);
  expect((await found("is:unverified status:terminated")).map(({ id }) => id).sort()).toEqual(
    [lost.id, requeued.id].sort(),
  );
});

test("what ends while it waits, after an attempt that was lost, is unverified by its row and by what is told of its end", async () => {
  const { database } = testDatabase;
  const { id: serviceId } = await buildService(database, { policy: { queueTimeout: 1 } });
  const waiting = async (reason: "lost" | "reset", stop = {}) => {
    const policy = { ...DEFAULT_POLICY, onReset: "rerun", maxAttempts: 3 } as const;
    const { id } = await buildExecution(database, { serviceId, status: "in-progress", policy, ...stop });
    await abandonAttempts(ctx, [{ executionId: id, attempt: 1 }], reason);
    return id;
  };
  const [stopped, expired, proven] = [await waiting("lost"), await waiting("lost"), await waiting("reset")];
  const timedOut = await waiting("lost", { stopReason: "timeout", stopRung: "delivered" });
  await terminateExecution(ctx, { id: timedOut });
  await terminateExecution(ctx, { id: stopped });
  await terminateExecution(ctx, { id: proven });
  await database.sql`update executions set updated_at = now() - interval '1 minute' where id = ${expired}`;
  expect(await expireQueued(ctx)).toBe(1);
  const told = async (id: string) => {
    const ended = (await listEvents(ctx, { id })).find(({ type }) => type === "ended");
    return [(await getExecution(ctx, { id })).unverified, ended?.data.unverified];
  };
  expect(await told(stopped)).toEqual([true, true]);
  expect(await told(timedOut)).toEqual([true, true]);
  expect(await told(expired)).toEqual([true, true]);
  expect(await told(proven)).toEqual([false, undefined]);
});
