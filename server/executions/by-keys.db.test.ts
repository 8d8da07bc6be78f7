import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Database } from "#db/client.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution, buildReplica, buildRunner, buildService } from "#db/testing-builders.ts";
import { systemClock } from "#server/clock.ts";
import type { AgentEvent, AttemptRef } from "#server/protocol/runner-agent.ts";
import { applyAgentEvents } from "./apply-agent-events.ts";
import { claimExecutions } from "./claim.ts";

const SLOTS = 20;
const ROUNDS = 4;

let db: TestDatabase;
let byKeys: Database;
beforeAll(async () => {
  db = await createTestDatabase();
  byKeys = connect(db.url, { max: 1, onlyByKeys: true });
});
afterAll(async () => {
  await byKeys.close();
  await db.drop();
});

test("a runner's claims and events never read a table whole, though it was empty when they were planned", async () => {
  const ctx = { database: byKeys, clock: systemClock, actor: "runner" };
  const service = await buildService(db.database);
  const runner = await buildRunner(db.database);
  const replica = await buildReplica(db.database, { serviceId: service.id, runnerId: runner.id });
  const slots = [{ replicaId: replica.id, serviceId: service.id, free: SLOTS }];
  let seq = 0;
  const tell = (refs: AttemptRef[], toEvent: (ref: AttemptRef) => AgentEvent) => {
    const at = systemClock.now().toISOString();
    const events = refs.map((ref) => ({ seq: ++seq, at, event: toEvent(ref) }));
    return applyAgentEvents(ctx, [{ replicaId: replica.id, events }]);
  };
  const round = async () => {
    for (let n = 0; n < SLOTS; n += 1) await buildExecution(db.database, { serviceId: service.id });
    const claimed = await claimExecutions(ctx, { runnerId: runner.id, epoch: 1, slots });
    const refs = claimed.map(({ assignment: { executionId, attempt } }) => ({ executionId, attempt }));
    const end = { outcome: { type: "returned" }, exitCode: 0, exitSignal: null, strays: 0 } as const;
    await tell(refs, (ref) => ({ type: "started", pid: 1, ...ref }));
    await tell(refs, (ref) => ({ type: "log", firstLine: 0, lines: [[1, "o", "a line"]], ...ref }));
    await tell(refs, (ref) => ({ type: "ended", ...end, ...ref }));
    // Late: its execution is over.
    await tell(refs, (ref) => ({ type: "ended", ...end, ...ref }));
  };
  await round();
  const before = await rowsReadInScans();
  for (let n = 1; n < ROUNDS; n += 1) await round();
  expect(await rowsReadInScans()).toEqual(before);
  const [ended] = await db.database.sql`select count(*)::int from executions where status = 'success'`;
  expect(ended).toEqual({ count: ROUNDS * SLOTS });
});

/** By table. */
async function rowsReadInScans(): Promise<Record<string, number>> {
  await byKeys.sql`select pg_stat_force_next_flush()`;
  const rows = await byKeys.sql<{ name: string; read: number }[]>`
    select relname as name, seq_tup_read::float8 as read from pg_stat_user_tables
    where relname in ('executions', 'attempts', 'execution_events', 'log_chunks')`;
  return Object.fromEntries(rows.map(({ name, read }) => [name, read]));
}
