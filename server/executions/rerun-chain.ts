import type { Context } from "#server/context.ts";
import type { Policy } from "#server/domain/policy.ts";
import type { AttemptView, ExecutionDetail, ExecutionRow } from "#server/domain/views.ts";
import { NotFound } from "#server/errors.ts";
import { executionColumns, executionJoins, type RawExecutionRow, toExecutionRow } from "./execution-row.ts";

/** One execution with what reports about it need. */
export interface ExecutionRecord
  extends ExecutionRow,
    Pick<ExecutionDetail, "input" | "output" | "error" | "attempts"> {
  updatedAt: Date;
  /** As copied at the start of the running attempt; the service's present one while created. */
  policy: Policy;
  /** The service's present one while created. */
  revision: number;
}

/** An execution, those that it was started from again (oldest first), and the newest that was started from it (last). */
export type RerunChain = [ExecutionRecord, ...ExecutionRecord[]];

/** Further back nobody looks. */
const LONGEST = 100;

/** The chain of each of these executions, by its id; ids that no execution has are left out. */
export async function rerunChains(ctx: Context, ids: string[]): Promise<Map<string, RerunChain>> {
  const members = await chainMembers(ctx, ids);
  const all = [...new Set([...members.values()].flat())];
  const records = await recordsOf(ctx, all);
  const chains = new Map<string, RerunChain>();
  for (const [id, chain] of members) {
    const [first, ...rest] = chain.flatMap((member) => records.get(member) ?? []);
    if (first) chains.set(id, [first, ...rest]);
  }
  return chains;
}

/** Throws NotFound. */
export async function rerunChain(ctx: Context, id: string): Promise<RerunChain> {
  const chain = (await rerunChains(ctx, [id])).get(id);
  if (!chain) throw new NotFound(`There is no execution ${id}.`);
  return chain;
}

export function newestOf(chain: RerunChain): ExecutionRecord {
  return chain.at(-1) ?? chain[0];
}

async function chainMembers({ database: { sql } }: Context, ids: string[]): Promise<Map<string, string[]>> {
  const rows = await sql<{ asked: string; id: string }[]>`
    with recursive up as (
      select id as asked, id, rerun_of, 0 as step from executions where id = any(${ids}::uuid[])
      union all
      select u.asked, e.id, e.rerun_of, u.step - 1 from up u join executions e on e.id = u.rerun_of
      where u.step > ${-LONGEST}::int
    ), down as (
      select id as asked, id, 0 as step from executions where id = any(${ids}::uuid[])
      union all
      select d.asked, n.id, d.step + 1 from down d cross join lateral (
        select id from executions where rerun_of = d.id order by id desc limit 1) n
      where d.step < ${LONGEST}::int
    )
    select asked, id from (select asked, id, step from up union select asked, id, step from down) c
    order by asked, step`;
  const members = new Map<string, string[]>();
  for (const { asked, id } of rows) members.set(asked, [...(members.get(asked) ?? []), id]);
  return members;
}

type Wide = Pick<ExecutionRecord, "input" | "output" | "error" | "updatedAt" | "policy" | "revision">;

async function recordsOf(
  { database: { sql } }: Context,
  ids: string[],
): Promise<Map<string, ExecutionRecord>> {
  const [rows, attempts] = await Promise.all([
    sql<(RawExecutionRow & Wide)[]>`
      select ${executionColumns(sql)}, e.input, e.output, e.error, e.updated_at as "updatedAt",
        coalesce(e.policy, r.config->'policy') as policy, coalesce(e.revision, s.revision) as revision
      from executions e ${executionJoins(sql)} where e.id = any(${ids}::uuid[])`,
    sql<(AttemptView & { executionId: string })[]>`
      select execution_id as "executionId", attempt, revision, runner_id as "runnerId", replica_id as "replicaId",
        policy, started_at as "startedAt", deadline_at as "deadlineAt", ended_at as "endedAt", outcome, reason,
        message, worker_pid as "workerPid", exit_code as "exitCode", exit_signal as "exitSignal"
      from attempts where execution_id = any(${ids}::uuid[]) order by execution_id, attempt`,
  ]);
  return new Map(
    rows.map(({ input, output, error, updatedAt, policy, revision, ...raw }) => {
      const own = attempts.filter(({ executionId }) => executionId === raw.id);
      const wide = { input, output, error, updatedAt, policy, revision };
      return [raw.id, { ...toExecutionRow(raw), ...wide, attempts: own }];
    }),
  );
}
