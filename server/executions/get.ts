import { z } from "zod";
import type { PendingOrder } from "#db/schema/executions.ts";
import type { Context } from "#server/context.ts";
import type { AttemptView, ExecutionDetail, OrderView } from "#server/domain/views.ts";
import { NotFound } from "#server/errors.ts";
import { openResets } from "#server/runners/open-resets.ts";
import { executionColumns, executionJoins, type RawExecutionRow, toExecutionRow } from "./execution-row.ts";

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
  const [[raw], attempts, reruns] = await Promise.all([
    sql<(RawExecutionRow & Wide)[]>`
      select ${executionColumns(sql)}, e.input, e.output, e.error, e.metrics,
        e.saved_state as "savedState", e.policy, e.revision, e.priority,
        e.idempotency_key as "idempotencyKey",
        e.pending_order as "pendingOrder"
      from executions e ${executionJoins(sql)} where e.id = ${id}`,
    attemptsOf(ctx, id),
    sql<ExecutionDetail["reruns"]>`
      select id, created_at as "createdAt", status from executions
      where rerun_of = ${id} order by id desc limit 100`,
  ]);
  if (!raw) throw new NotFound(`There is no execution ${id}.`);
  const { input, output, error, metrics, savedState, policy, revision, pendingOrder, ...others } = raw;
  const { priority, idempotencyKey, ...row } = others;
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
  const runs = row.status === "in-progress" && row.replicaId !== null && row.neighbours !== null;
  const [reset = null] = runs ? await openResets(ctx, { replicaId: row.replicaId as string }) : [];
  return { ...toExecutionRow(row), ...wide, attempts, reruns, reset };
}

function orderView(order: PendingOrder | null): OrderView | null {
  return order && { kind: order.kind, givenAt: new Date(order.givenAt), givenBy: order.givenBy };
}

function attemptsOf(ctx: Context, id: string): Promise<AttemptView[]> {
  const { sql } = ctx.database;
  return sql<AttemptView[]>`
    select attempt, revision, runner_id as "runnerId", replica_id as "replicaId", policy,
      started_at as "startedAt", deadline_at as "deadlineAt", ended_at as "endedAt",
      outcome, reason, message, worker_pid as "workerPid", exit_code as "exitCode", exit_signal as "exitSignal"
    from attempts where execution_id = ${id} order by attempt`.then((rows) => [...rows]);
}
