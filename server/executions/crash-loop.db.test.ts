import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, manualContext, type TestDatabase } from "#db/testing.ts";
import { buildReplica, buildService } from "#db/testing-builders.ts";
import type { Policy } from "#server/domain/policy.ts";
import type { Outcome } from "#server/domain/transition.ts";
import { getService } from "#server/services/get.ts";
import { updateService } from "#server/services/update.ts";
import { applyAgentEvents } from "./apply-agent-events.ts";
import { claimExecutions } from "./claim.ts";
import { createExecution } from "./create.ts";
import { expireQueued } from "./expire-queued.ts";
import { getExecution } from "./get.ts";
import { listEvents } from "./list-events.ts";
import { releaseDue } from "./release-due.ts";
import { terminateExecution } from "./terminate.ts";

let db: TestDatabase;
let ctx: ReturnType<typeof manualContext>;
beforeAll(async () => {
  db = await createTestDatabase();
  ctx = manualContext(db.database);
});
afterAll(() => db.drop());

const CRASH = {
  outcome: { type: "crashed", outOfMemory: false },
  exitCode: null,
  exitSignal: "SIGSEGV",
} as const;
const RETURN = { outcome: { type: "returned" }, output: 1, exitCode: 0, exitSignal: null } as const;

/** A service with room for what is started on it, and its executions. */
async function stage(policy: Partial<Policy>) {
  const service = await buildService(db.database, { policy: { onReset: "rerun", ...policy } });
  const replica = await buildReplica(db.database, { serviceId: service.id, slots: 9 });
  const { name } = service;
  const slots = [{ replicaId: replica.id, serviceId: service.id, free: 9 }];
  let seq = 0;
  const claim = async () =>
    (await claimExecutions(ctx, { runnerId: replica.runnerId, slots })).map(({ assignment }) => assignment);
  const start = async () => (await createExecution(ctx, { service: name })).id;
  const end = async (id: string, how: { outcome: Outcome }) => {
    const { attempt } = await getExecution(ctx, { id });
    const event = {
      type: "ended",
      executionId: id,
      attempt,
      exitCode: null,
      exitSignal: null,
      strays: 0,
      ...how,
    } as const;
    const events = [{ seq: ++seq, at: ctx.clock.now().toISOString(), event }];
    await applyAgentEvents(ctx, [{ replicaId: replica.id, events }]);
  };
  const loop = async () => (await getService(ctx, { name })).crashLoop;
  return { name, claim, start, end, loop };
}

const inSeconds = (seconds: number) => new Date(ctx.clock.now().getTime() + seconds * 1_000);

test("what crashes waits twice as long each time, spends no attempt meanwhile, and the service says crash loop", async () => {
  const { claim, start, end, loop } = await stage({ maxAttempts: 5 });
  const began = ctx.clock.now();
  const id = await start();
  for (const [crashes, wait] of [1, 2, 4, 8].entries()) {
    expect((await claim()).map(({ attempt }) => attempt)).toEqual([crashes + 1]);
    await end(id, CRASH);
    expect(await getExecution(ctx, { id })).toMatchObject({
      status: "created",
      attempt: crashes + 2,
      notBefore: inSeconds(wait),
    });
    if (crashes < 2) expect(await loop()).toBeNull();
    ctx.clock.advance(wait * 1_000 - 1);
    expect([await releaseDue(ctx), await claim()]).toEqual([0, []]);
    ctx.clock.advance(1);
    expect(await releaseDue(ctx)).toBe(1);
  }
  expect(await loop()).toEqual({
    count: 4,
    error: "Worker was killed by SIGSEGV",
    executionId: id,
    since: began,
    crashedAt: inSeconds(-8),
  });
  await claim();
  await end(id, CRASH);
  expect(await getExecution(ctx, { id })).toMatchObject({ status: "failed", reason: "max-attempts" });
  expect((await loop())?.count).toBe(5);
  const reruns = (await listEvents(ctx, { id })).filter(({ type }) => type === "rerun");
  const waits = reruns.map(({ at, data }) => (Date.parse(String(data.notBefore)) - at.getTime()) / 1_000);
  expect(waits).toEqual([1, 2, 4, 8]);
});

test("crashes of different executions count together, until one run ends otherwise or another revision comes", async () => {
  const { name, claim, start, end, loop } = await stage({ maxAttempts: 2, queueTimeout: 5 });
  const ids = [await start(), await start(), await start(), await start(), await start()];
  await claim();
  for (const id of ids.slice(0, 4)) await end(id, CRASH);
  expect(await loop()).toMatchObject({ count: 4, executionId: ids[3] });
  expect(await getExecution(ctx, { id: ids[3] as string })).toMatchObject({ notBefore: inSeconds(8) });
  ctx.clock.advance(7_999);
  await expireQueued(ctx);
  expect(await getExecution(ctx, { id: ids[3] as string })).toMatchObject({ status: "created" });
  await end(ids[4] as string, RETURN);
  expect(await loop()).toBeNull();
  await releaseDue(ctx);
  await claim();
  for (const id of ids.slice(0, 3)) await end(id, CRASH);
  expect(await loop()).toMatchObject({ count: 3 });
  await updateService(ctx, { name, policy: { gracePeriod: 1 } });
  expect(await loop()).toBeNull();
});

test("what is told to stop and dies of it is no crash, and what waits after one is terminated at once", async () => {
  const { claim, start, end, loop } = await stage({ maxAttempts: 9 });
  const [stopped, waiting] = [await start(), await start()];
  await claim();
  await terminateExecution(ctx, { id: stopped });
  await end(stopped, CRASH);
  await end(waiting, CRASH);
  expect(await getExecution(ctx, { id: waiting })).toMatchObject({ notBefore: inSeconds(1) });
  expect(await terminateExecution(ctx, { id: waiting })).toMatchObject({ status: "terminated" });
  expect(await loop()).toBeNull();
});
