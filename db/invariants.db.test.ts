import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EXECUTION_STATUSES, isTerminal } from "#server/domain/status.ts";
import { createTestDatabase, type TestDatabase } from "./testing.ts";
import { buildExecution } from "./testing-builders.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

const refusal = (constraint: string) =>
  expect.objectContaining({ code: "23514", constraint_name: constraint });

describe.each(EXECUTION_STATUSES.filter(isTerminal))("an execution that has ended as %s", (status) => {
  test.each(EXECUTION_STATUSES.filter((other) => other !== status))("never becomes %s", async (other) => {
    const { sql } = db.database;
    const { id } = await buildExecution(db.database, { status });
    const ended = isTerminal(other);
    const reason = ended && other !== "success" ? "error" : null;
    await expect(sql`
      update executions set status = ${other}, reason = ${reason}, ended_at = case when ${ended}::boolean then now() end
      where id = ${id}`).rejects.toEqual(refusal("executions_end_is_final"));
    await sql`update executions set status = ${status}, progress_message = 'the same' where id = ${id}`;
  });
});

test.each([
  ["reason", "status = 'failed', ended_at = now(), reason = 'boredom'", "executions_reason_known"],
  ["stop_reason", "stop_reason = 'boredom', stop_rung = 'requested'", "executions_stop_reason_known"],
  ["stop_rung", "stop_reason = 'timeout', stop_rung = 'roof'", "executions_stop_rung_known"],
  ["stop_signal", "stop_signal = 'SIGSTOP'", "executions_stop_signal_known"],
])("an execution takes no other %s than there are", async (_, change, constraint) => {
  const { id } = await buildExecution(db.database, { status: "in-progress" });
  const update = db.database.sql.unsafe(`update executions set ${change} where id = '${id}'`);
  await expect(update).rejects.toEqual(refusal(constraint));
});

test.each([
  ["outcome", "ended_at = now(), outcome = 'gone'", "attempts_outcome_known"],
  ["reason", "reason = 'boredom'", "attempts_reason_known"],
])("an attempt takes no other %s than there are", async (_, change, constraint) => {
  const { id } = await buildExecution(db.database, { status: "in-progress" });
  const update = db.database.sql.unsafe(`update attempts set ${change} where execution_id = '${id}'`);
  await expect(update).rejects.toEqual(refusal(constraint));
});

test("a chunk of the log holds as many lines as it says, and one at least", async () => {
  const { id } = await buildExecution(db.database);
  const write = (count: number, lines: string) => db.database.sql`
    insert into log_chunks (execution_id, attempt, first_line, line_count, lines, at)
    values (${id}, 1, 0, ${count}, ${lines}::text::jsonb, now())`;
  await expect(write(2, '[[0,"o","one"]]')).rejects.toEqual(refusal("log_chunks_counted"));
  await expect(write(0, "[]")).rejects.toEqual(refusal("log_chunks_counted"));
  await write(1, '[[0,"o","one"]]');
});
