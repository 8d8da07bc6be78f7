import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildConfig, buildService } from "#db/testing-builders.ts";
import { systemClock } from "#server/clock.ts";
import { createLog } from "#server/log.ts";
import { registerRunner } from "#server/runners/register-runner.ts";
import { drainRunner } from "#server/runners/switch-drain.ts";
import type { AgentHub } from "./agent-hub.ts";
import { ReplicaBook } from "./replica-book.ts";
import { ReplicaKeeper } from "./replica-keeper.ts";
import { openRunnerHome } from "./runner-home.ts";

let db: TestDatabase;
const homes: string[] = [];
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(async () => {
  await db.drop();
  for (const home of homes) rmSync(home, { recursive: true, force: true });
});

/** The keeper of a runner of its own; the agents that it starts end at once. */
async function keeper() {
  const folder = mkdtempSync(join(tmpdir(), "curfew-keeper-"));
  homes.push(folder);
  const home = openRunnerHome(folder);
  const ctx = { database: db.database, clock: systemClock, actor: "runner" };
  await registerRunner(ctx, {
    id: home.runnerId,
    host: "test-host",
    pid: 1,
    version: "0.0.0",
    cores: 2,
    memoryBytes: 1,
  });
  return new ReplicaKeeper({
    ctx,
    home,
    launcher: { root: folder, home: folder, spoolLimitBytes: 1, command: ["true"] },
    book: new ReplicaBook(),
    hub: { send: () => {} } as unknown as AgentHub,
    log: createLog({ name: "keeper", level: "silent" }),
  });
}

/** Has `one` decide what is missing, then `other` look and start, and only then `one` start. */
async function interleave(one: ReplicaKeeper, other: ReplicaKeeper): Promise<void> {
  const targets = one.scaler.targets.bind(one.scaler);
  one.scaler.targets = async (...given) => {
    await other.runOnce();
    return await targets(...given);
  };
  await one.runOnce();
  one.scaler.targets = targets;
}

test("two runners that both see what is missing start it once, and all of it", async () => {
  const config = buildConfig();
  const { id } = await buildService(db.database, {
    config: { ...config, placement: { ...config.placement, replicas: 3 } },
  });
  const count = async () => {
    const [row] = await db.database.sql<{ live: number; all: number }[]>`
      select count(*) filter (where ended_at is null)::int as live, count(*)::int as all
      from replicas where service_id = ${id}`;
    return row;
  };
  const [one, other] = [await keeper(), await keeper()];
  await interleave(one, other);
  expect(await count()).toEqual({ live: 3, all: 3 });
  await db.database.sql`
    update replicas set state = 'stopped', ended_at = now() where service_id = ${id}`;
  await interleave(other, one);
  await interleave(one, other);
  expect(await count()).toEqual({ live: 3, all: 6 });
});

test("a runner that drains empties itself and starts nothing, and another starts what it had", async () => {
  const { id } = await buildService(db.database);
  const [one, other] = [await keeper(), await keeper()];
  const replicas = () => db.database.sql<{ runnerId: string; state: string; drainCause: string | null }[]>`
    select runner_id as "runnerId", state, drain_cause as "drainCause" from replicas
    where service_id = ${id} and ended_at is null order by started_at`;
  await one.runOnce();
  const [first] = await replicas();
  const runnerId = first?.runnerId ?? "";
  const ctx = { database: db.database, clock: systemClock, actor: "ada@localhost" };
  await drainRunner(ctx, { id: runnerId });
  await one.runOnce();
  expect(await replicas()).toEqual([{ runnerId, state: "draining", drainCause: "runner" }]);
  await other.runOnce();
  const [, second] = await replicas();
  expect(second).toMatchObject({ state: "starting" });
  expect(second?.runnerId).not.toBe(runnerId);
});
