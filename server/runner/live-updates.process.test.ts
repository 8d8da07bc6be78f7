import { readFile } from "node:fs/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { pauseService } from "#server/services/pause.ts";
import { resumeService } from "#server/services/resume.ts";
import { rollBackService } from "#server/services/roll-back.ts";
import { updateService } from "#server/services/update.ts";
import { RunnerWorld } from "./testing-runner-process.ts";

const BATCH = 24;
const EXECUTIONS = 5 * BATCH;
/** What runs writes down by itself when it begins and when it ends. */
const JOURNALED =
  "echo begin $CURFEW_EXECUTION_ID >> $CURFEW_HOME/journal; sleep 0.1; echo end $CURFEW_EXECUTION_ID >> $CURFEW_HOME/journal";

let world: RunnerWorld;
beforeEach(async () => {
  world = await RunnerWorld.open();
  world.startRunner();
});
afterEach(() => world.close());

async function countOf(status: string): Promise<number> {
  const [row] = await world.ctx.database.sql<{ count: number }[]>`
    select count(*)::int from executions where status = ${status}`;
  return row?.count ?? 0;
}

/** Waits until so many have succeeded. */
async function untilDone(count: number): Promise<void> {
  await expect.poll(() => countOf("success"), { timeout: 90_000 }).toBeGreaterThanOrEqual(count);
}

interface Claim {
  at: Date;
  revision: number;
}

test("120 executions live through updates, a rollback, a pause and a resume: all succeed, none runs twice, each starts on what is newest", async () => {
  const name = await world.deploy(JOURNALED, { onReset: "rerun" }, { replicas: 2, concurrency: 4 });
  const ids: string[] = [];
  const startBatch = async () => {
    ids.push(...(await Promise.all(Array.from({ length: BATCH }, () => world.run(name)))));
  };
  const changes: { at: Date; revision: number }[] = [];
  const note = ({ revision }: { revision: number }) => changes.push({ at: world.ctx.clock.now(), revision });

  await startBatch();
  await untilDone(BATCH / 2);
  note(await updateService(world.ctx, { name, policy: { executionTimeout: 600 } }));
  await startBatch();
  await untilDone(1.5 * BATCH);
  note(await updateService(world.ctx, { name, program: { env: { STAGE: "two" } } }));
  // Before the one before has come to its end.
  note(await updateService(world.ctx, { name, placement: { replicas: 3 } }));
  await startBatch();
  await untilDone(2.5 * BATCH);
  note(await rollBackService(world.ctx, { name, revision: 1 }));
  await startBatch();
  await untilDone(3.5 * BATCH);
  await pauseService(world.ctx, { name });
  const pausedAt = world.ctx.clock.now();
  await startBatch();
  await expect.poll(() => countOf("in-progress"), { timeout: 30_000 }).toBe(0);
  expect(await countOf("created")).toBeGreaterThanOrEqual(BATCH);
  note(await updateService(world.ctx, { name, policy: { gracePeriod: 2 } }));
  const resumedAt = world.ctx.clock.now();
  await resumeService(world.ctx, { name });
  await untilDone(EXECUTIONS);

  const journal = (await readFile(world.pathOf("journal"), "utf8")).trim().split("\n").sort();
  expect(journal).toEqual([...ids.map((id) => `begin ${id}`), ...ids.map((id) => `end ${id}`)].sort());
  const stories = await world.ctx.database.sql<{ story: string[]; attempt: number }[]>`
    select e.attempt, array_agg(v.type order by v.id) as story from executions e
    join execution_events v on v.execution_id = e.id group by e.id`;
  expect(stories).toHaveLength(EXECUTIONS);
  for (const { story, attempt } of stories) {
    expect(attempt).toBe(1);
    expect(story).toEqual(["created", "claimed", "started", "ended"]);
  }

  const claims = await world.ctx.database.sql<Claim[]>`
    select at, (data->>'revision')::int as revision from execution_events where type = 'claimed' order by at`;
  for (const { at, revision } of claims) {
    const newest = changes.findLast((change) => change.at < at)?.revision ?? 1;
    expect(revision).toBeGreaterThanOrEqual(newest);
  }
  expect(claims.filter(({ at }) => at > pausedAt && at < resumedAt)).toEqual([]);
  expect([...new Set(claims.map(({ revision }) => revision))]).toEqual(
    expect.arrayContaining([1, 2, 4, 5, 6]),
  );
});
