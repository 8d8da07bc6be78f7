import { readNow } from "#db/client.ts";
import type { Context } from "#server/context.ts";
import type { BulkKind } from "#server/domain/bulk.ts";
import { type BulkTarget, bulkPlan } from "#server/domain/bulk-plan.ts";
import type { BulkDraft } from "#server/domain/bulk-views.ts";
import type { StopMode } from "#server/domain/stop.ts";
import { WORKER_KINDS, type WorkerKind } from "#server/domain/stop-modes.ts";
import { executionRows } from "#server/executions/list.ts";

/** How many of them are shown before it begins. */
const SAMPLE = 10;

export type Foreseen = Pick<BulkDraft, "at" | "reached" | "workers" | "sample">;

interface Prepared {
  id: string;
  kind: BulkKind;
  /** Of `terminate`. */
  mode: StopMode | undefined;
}

/** What a bulk that was prepared would do to those that it is about, as they are now. */
export async function foreseen(ctx: Context, { id, kind, mode }: Prepared): Promise<Foreseen> {
  const at = await readNow(ctx.database);
  const places = placesOf(ctx, kind);
  const [groups, first] = await Promise.all([groupsOf(ctx, id, places), firstOf(ctx, id, places)]);
  const met = { own: 0, shared: 0, command: 0 };
  let reached = 0;
  for (const { count, ...target } of groups) {
    if (!bulkPlan(kind, target).reached) continue;
    reached += count;
    if (target.worker && !target.stop) met[target.worker] += count;
  }
  return {
    at,
    reached,
    workers: kind === "terminate" ? met : null,
    sample: first.map((one) => ({ ...one, ...bulkPlan(kind, targetOf(one), mode) })),
  };
}

function targetOf({ execution: { status, stop }, worker }: One): BulkTarget {
  return { status, stop, worker };
}

type Group = BulkTarget & { count: number };

/** Those between whom a bulk makes no difference, together. */
async function groupsOf({ database: { sql } }: Context, id: string, places: Places): Promise<Group[]> {
  return await sql<Group[]>`
    select e.status, case when e.stop_reason is not null then jsonb_build_object('final', e.stop_final) end as stop,
      ${places.worker} as worker, count(*)::int as count
    from bulk_items i join executions e on e.id = i.execution_id ${places.joins}
    where i.bulk_id = ${id} group by 1, 2, 3`;
}

type One = Pick<BulkDraft["sample"][number], "execution" | "worker">;

async function firstOf(ctx: Context, id: string, places: Places): Promise<One[]> {
  const { sql } = ctx.database;
  const found = await sql<{ id: string; worker: WorkerKind | null }[]>`
    select e.id, ${places.worker} as worker from bulk_items i join executions e on e.id = i.execution_id
      ${places.joins} where i.bulk_id = ${id} order by i.place limit ${SAMPLE}`;
  const workers = new Map(found.map((one) => [one.id, one.worker]));
  const rows = await executionRows(ctx, [...workers.keys()]);
  return rows.map((execution) => ({ execution, worker: workers.get(execution.id) ?? null }));
}

const [OWN, SHARED, COMMAND] = WORKER_KINDS;
type Places = ReturnType<typeof placesOf>;

/** What runs each, by the replica and the revision that it runs by; only a stop is different by that. */
function placesOf({ database: { sql } }: Context, kind: BulkKind) {
  if (kind !== "terminate") return { worker: sql`null::text`, joins: sql`` };
  return {
    worker: sql`case when e.status <> 'in-progress' then null
      when w.config#>>'{program,runtime}' = 'command' then ${COMMAND}
      when p.isolation = 'shared' then ${SHARED} else ${OWN} end`,
    joins: sql`left join replicas p on p.id = e.replica_id and e.status = 'in-progress'
      left join revisions w on w.service_id = e.service_id and w.number = e.revision`,
  };
}
