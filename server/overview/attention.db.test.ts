import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution, buildService, TEST_NOW } from "#db/testing-builders.ts";
import { ATTENTION_FILTERS } from "#server/domain/overview.ts";
import { ListExecutionsInput, listExecutions } from "#server/executions/list.ts";
import { ManualClock } from "#server/manual-clock.ts";
import { situation } from "./situation.ts";
import { tabCounts } from "./tab-counts.ts";

let testDatabase: TestDatabase;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
});
afterAll(() => testDatabase.drop());
/** A web server whose clock is wrong. */
const context = () => ({ database: testDatabase.database, clock: new ManualClock(TEST_NOW), actor: "ada" });

async function listed(where: string): Promise<number> {
  const input = ListExecutionsInput.parse({ where, limit: 200 });
  return (await listExecutions(context(), input)).rows.length;
}

/** What runs in every way that something may be wrong with it at once. */
async function insertAll(serviceId: string): Promise<void> {
  const { sql } = testDatabase.database;
  const stops = [
    {},
    { stopReason: "terminated", stopFinal: true, stopRung: "delivered" },
    { stopReason: "lost", stopRung: "requested" },
  ] as const;
  for (let ways = 0; ways < 16; ways += 1) {
    const is = (bit: number) => (ways & bit) !== 0;
    for (const stop of stops) {
      const stalledAt = is(1) ? TEST_NOW : null;
      const { id, replicaId } = await buildExecution(testDatabase.database, {
        serviceId,
        status: "in-progress",
        stalledAt,
        ...stop,
      });
      await sql`update executions set started_at = now() - ${is(2) ? 3_600 : 1} * interval '1 second',
        deadline_at = now() + ${is(4) ? -60 : 36_000} * interval '1 second' where id = ${id}`;
      await sql`update replicas set heartbeat_at = now() - ${is(8) ? 60 : -60} * interval '1 second'
        where id = ${replicaId}`;
    }
  }
}

test("what the overview and a window's title count is what their filters list, whatever a web server's clock says", async () => {
  const { id: serviceId } = await buildService(testDatabase.database);
  for (let run = 0; run < 5; run += 1) {
    const endedAt = new Date(TEST_NOW.getTime() + 60_000);
    await buildExecution(testDatabase.database, {
      serviceId,
      status: "success",
      startedAt: TEST_NOW,
      endedAt,
    });
  }
  await insertAll(serviceId);
  const { attention } = await situation(context());
  const lists: Record<string, number> = {};
  const { "near-deadline": _, ...exact } = ATTENTION_FILTERS;
  for (const [why, where] of Object.entries(exact)) lists[why] = await listed(where);
  expect(attention).toEqual({ ...lists, "near-deadline": 0 });
  expect(lists).toEqual({ lost: 32, stopping: 32, overdue: 4, stalled: 4, slow: 4 });
  const { lost, overdue, running } = await tabCounts(context());
  expect({ lost, overdue, running }).toEqual({ lost: 32, overdue: 4, running: 8 });
});
