import { z } from "zod";
import type { PendingOrder } from "#db/schema/executions.ts";
import type { Context } from "#server/context.ts";
import type { AttemptView, ExecutionDetail, OrderView } from "#server/domain/views.ts";
import { NotFound } from "#server/errors.ts";
import { openResets } from "#server/runners/open-resets.ts";
import { executionColumns, executionJoins, type RawExecutionRow, toExecutionRow } from "./execution-row.ts";
import { childrenOf, countLiveBelow, parentOf } from "./family.ts";
import { readWait } from "./read-wait.ts";

/** Anything but the form of an id names no execution: NotFound, as for an id that was never given. */
export const ExecutionIdSchema = z.string("id must be the id of an execution").transform((id) => {
  if (!z.uuid().safeParse(id).success) throw new NotFound(`There is no execution ${JSON.stringify(id)}.`);
  return id;
});
export const GetExecutionInput = z.strictObject({ id: ExecutionIdSchema });
export type GetExecutionInput = z.output<typeof GetExecutionInput>;

type Wide = Pick<
  ExecutionDetail,
  | "input"
  | "output"
  | "error"
  | "metrics"
  | "savedState"
  | "policy"
  | "revision"
  | "priority"
  | "idempotencyKey"
> & { pendingOrder: PendingOrder | null };

/** One execution, whole. */
export async function getExecution(ctx: Context, { id }: GetExecutionInput): Promise<ExecutionDetail> {
  const { sql } = ctx.database;
  const [[raw], reruns, children, lateResults] = await Promise.all([
    sql<(RawExecutionRow & Wide & { attempts: RawAttempt[] })[]>`
      select ${executionColumns(sql)}, e.input, e.output, e.error, e.metrics,
        e.saved_state as "savedState", e.policy, e.revision, e.priority,
        e.idempotency_key as "idempotencyKey",
        e.pending_order as "pendingOrder", ${attemptsOf(sql)} as attempts
      from executions e ${executionJoins(sql)} where e.id = ${id}`,
    sql<ExecutionDetail["reruns"]>`
      select id, created_at as "createdAt", status from executions
      where rerun_of = ${id} order by id desc limit 100`,
    childrenOf(ctx, id),
    sql<ExecutionDetail["lateResults"]>`
      select attempt, at, output, error from late_results where execution_id = ${id} order by attempt`,
  ]);
  if (!raw) throw new NotFound(`There is no execution ${id}.`);
  const { input, output, error, metrics, savedState, policy, revision, pendingOrder, ...others } = raw;
  const { priority, idempotencyKey, attempts, ...row } = others;
  const wide = {
    priority,
    idempotencyKey,
    input,
    output,
    error,
    metrics,
    savedState,
    policy,
    revision,
    order: orderView(pendingOrder),
  };
  const [parent, liveBelow, wait] = await Promise.all([
    row.parentId ? parentOf(ctx, id) : null,
    children.length > 0 ? countLiveBelow(ctx, id) : 0,
    row.status === "created" ? readWait(ctx, id) : null,
  ]);
  const runs = row.status === "in-progress" && row.replicaId !== null && row.neighbours !== null;
  const [reset = null] = runs ? await openResets(ctx, { replicaId: row.replicaId as string }) : [];
  return {
    ...toExecutionRow(row),
    ...wide,
    attempts: attempts.map(toAttempt),
    lateResults,
    reruns,
    reset,
    parent,
    children,
    liveBelow,
    wait,
  };
}

function orderView(order: PendingOrder | null): OrderView | null {
  return order && { kind: order.kind, givenAt: new Date(order.givenAt), givenBy: order.givenBy };
}

/** Times of rows that came as JSON are text. */
type RawAttempt = Omit<AttemptView, "startedAt" | "deadlineAt" | "endedAt"> & {
  startedAt: string;
  deadlineAt: string;
  endedAt: string | null;
};

/** Read with the execution `e` in one statement, so that its status and its attempts' outcomes agree. */
function attemptsOf(sql: Context["database"]["sql"]) {
  return sql`(
    select coalesce(json_agg(json_build_object('attempt', attempt, 'revision', revision, 'runnerId', runner_id,
      'replicaId', replica_id, 'policy', policy, 'startedAt', started_at, 'deadlineAt', deadline_at,
      'endedAt', ended_at, 'outcome', outcome, 'reason', reason, 'message', message, 'workerPid', worker_pid,
      'exitCode', exit_code, 'exitSignal', exit_signal,
      'longestCheckpointGapMs', longest_checkpoint_gap_ms) order by attempt), '[]')
    from attempts where execution_id = e.id)`;
}

function toAttempt({ startedAt, deadlineAt, endedAt, ...attempt }: RawAttempt): AttemptView {
  return {
    ...attempt,
    startedAt: new Date(startedAt),
    deadlineAt: new Date(deadlineAt),
    endedAt: endedAt === null ? null : new Date(endedAt),
  };
}
