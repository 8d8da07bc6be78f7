import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { atTimeOf, createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildConfig, buildReplica, buildService } from "#db/testing-builders.ts";
import { systemClock } from "#server/clock.ts";
import type { Context } from "#server/context.ts";
import type { Policy } from "#server/domain/policy.ts";
import { DEFAULT_POLICY } from "#server/domain/policy-values.ts";
import { Conflict } from "#server/errors.ts";
import { ManualClock } from "#server/manual-clock.ts";
import { previewPolicy } from "#server/services/preview-policy.ts";
import { claimExecutions } from "./claim.ts";
import { createExecution } from "./create.ts";
import { expireQueued } from "./expire-queued.ts";
import { getExecution } from "./get.ts";
import { listEvents } from "./list-events.ts";
import { rerunExecution } from "./rerun.ts";
import { terminateExecution } from "./terminate.ts";

let db: TestDatabase;
let clock: ManualClock;
let ctx: Context;
beforeAll(async () => {
  db = await createTestDatabase();
  clock = new ManualClock(systemClock.now());
  ctx = { database: atTimeOf(clock, db.database), clock, actor: "ada" };
});
afterAll(() => db.drop());

async function service(policy: Partial<Policy> = {}) {
  return await buildService(db.database, { config: buildConfig(), policy });
}

async function claimOne(serviceId: string): Promise<string[]> {
  const replica = await buildReplica(db.database, { serviceId });
  const slots = [{ replicaId: replica.id, serviceId, free: 1 }];
  const claimed = await claimExecutions(ctx, { runnerId: replica.runnerId, slots });
  return claimed.map(({ assignment }) => assignment.executionId);
}

describe("a queue timeout", () => {
  test("fails what has waited so long, not what waits less or has no such limit, and says why", async () => {
    const limited = await service({ queueTimeout: 60 });
    const old = await createExecution(ctx, { service: limited.name });
    const free = await createExecution(ctx, { service: (await service()).name });
    clock.advance(30_000);
    const young = await createExecution(ctx, { service: limited.name });
    clock.advance(29_999);
    expect(await expireQueued(ctx)).toBe(0);
    const policy = { ...DEFAULT_POLICY, queueTimeout: 20 };
    expect(await previewPolicy(ctx, { name: limited.name, policy })).toMatchObject({ waitedTooLong: 2 });
    clock.advance(1);
    expect(await expireQueued(ctx)).toBe(1);
    expect(await getExecution(ctx, old)).toMatchObject({
      status: "failed",
      reason: "queue-timeout",
      message: "Execution waited in the queue for too long",
    });
    expect((await listEvents(ctx, old)).map(({ type }) => type)).toEqual(["created", "ended"]);
    for (const { id } of [young, free])
      expect(await getExecution(ctx, { id })).toMatchObject({ status: "created" });
  });

  test("leaves what has started alone", async () => {
    const { id: serviceId, name } = await service({ queueTimeout: 60 });
    const { id } = await createExecution(ctx, { service: name });
    expect(await claimOne(serviceId)).toEqual([id]);
    clock.advance(120_000);
    await expireQueued(ctx);
    expect(await getExecution(ctx, { id })).toMatchObject({ status: "in-progress" });
  });
});

describe("a queue limit", () => {
  test("refuses one more, a rerun too, in words; one that has begun makes room", async () => {
    const { id: serviceId, name } = await service({ queueLimit: 2 });
    const [first] = [
      await createExecution(ctx, { service: name }),
      await createExecution(ctx, { service: name }),
    ];
    const full = `The queue of ${name} is full: 2 executions wait, and that is its limit.`;
    await expect(createExecution(ctx, { service: name })).rejects.toThrow(full);
    await expect(createExecution(ctx, { service: name })).rejects.toBeInstanceOf(Conflict);
    await terminateExecution(ctx, first);
    const { id } = await rerunExecution(ctx, first);
    await expect(rerunExecution(ctx, first)).rejects.toThrow(full);
    await claimOne(serviceId);
    expect((await createExecution(ctx, { service: name })).id).not.toBe(id);
  });
});

test("of what waits the highest priority starts first, then the oldest", async () => {
  const { id: serviceId, name } = await service();
  const ids: Record<string, string> = {};
  for (const [word, priority] of Object.entries({ low: -1, normal: 0, later: 0, high: 7 })) {
    ids[word] = (await createExecution(ctx, { service: name, priority })).id;
  }
  const order: string[] = [];
  for (let turn = 0; turn < 4; turn++) order.push(...(await claimOne(serviceId)));
  expect(order).toEqual([ids.high, ids.normal, ids.later, ids.low]);
  expect(await getExecution(ctx, { id: ids.high as string })).toMatchObject({ priority: 7 });
});

describe("an idempotency key", () => {
  test("gives the same execution, at the same time and after its end too", async () => {
    const { name } = await service({ queueLimit: 1 });
    const wish = { service: name, input: { epochs: 3 }, idempotencyKey: "night 7" };
    const all = await Promise.all(Array.from({ length: 8 }, () => createExecution(ctx, wish)));
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    const [one] = all as [{ id: string }];
    expect((await listEvents(ctx, one)).map(({ type }) => type)).toEqual(["created"]);
    await terminateExecution(ctx, one);
    expect(await createExecution(ctx, wish)).toEqual(one);
    expect(await getExecution(ctx, one)).toMatchObject({ idempotencyKey: "night 7" });
  });

  test("stands for one input; another is refused, and another service has keys of its own", async () => {
    const { name } = await service();
    const { id } = await createExecution(ctx, { service: name, input: { a: 1, b: 2 }, idempotencyKey: "k" });
    expect(await createExecution(ctx, { service: name, input: { b: 2, a: 1 }, idempotencyKey: "k" })).toEqual(
      { id },
    );
    await expect(
      createExecution(ctx, { service: name, input: { a: 2 }, idempotencyKey: "k" }),
    ).rejects.toThrow(
      `The key "k" stands for execution ${id} already, which has another function, input or origin`,
    );
    const other = await createExecution(ctx, { service: (await service()).name, idempotencyKey: "k" });
    expect(other.id).not.toBe(id);
  });
});
