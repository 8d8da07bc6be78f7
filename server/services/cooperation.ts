import { z } from "zod";
import type { Context } from "#server/context.ts";
import {
  COOPERATION_LOOKED_AT,
  type Cooperation,
  cooperationOf,
  type StopEvent,
  stopsOf,
} from "#server/domain/cooperation.ts";
import { DRILL_LABEL } from "#server/domain/drill.ts";
import { ServiceNameSchema } from "#server/domain/service-config.ts";
import { EXECUTION_STATUSES, isTerminal } from "#server/domain/status.ts";
import { isLost } from "#server/executions/in-trouble.ts";
import { theService } from "./write-revision.ts";

export const CooperationInput = z.strictObject({ name: ServiceNameSchema });
export type CooperationInput = z.output<typeof CooperationInput>;

/** Of those that are looked at, the newest that were stopped. */
const NEWEST = 200;

/**
 * How a service answers when it is asked to stop, by its newest stops. Reads a bounded number of rows. Drills are left
 * out; of what has not ended yet only the silence counts.
 */
export async function cooperation(ctx: Context, { name }: CooperationInput): Promise<Cooperation> {
  const { id } = await theService(ctx, name);
  const [events, longestGap, openGap] = await Promise.all([
    stopEvents(ctx, id),
    longestGapOf(ctx, id),
    openGapOf(ctx, id),
  ]);
  return { ...cooperationOf(stopsOf(events)), longestGap, openGap };
}

async function stopEvents({ database: { sql } }: Context, serviceId: string): Promise<StopEvent[]> {
  return await sql<StopEvent[]>`
    with looked as materialized (
      select e.id, e.attempt from unnest(${EXECUTION_STATUSES.filter(isTerminal)}::text[]) as k(status)
      cross join lateral (
        select id, attempt, stop_reason from executions where service_id = ${serviceId} and status = k.status
        order by id desc limit ${COOPERATION_LOOKED_AT}) e
      where (e.stop_reason is not null or e.attempt > 1) and ${noDrill(sql)}
      order by e.id desc limit ${NEWEST}
    )
    select v.execution_id as "executionId", v.attempt, v.type, v.at, v.data->>'signal' as signal,
      v.type = 'order_answered' and v.data->>'kind' = 'withdraw' and v.data->>'refusal' is null as withdrawn
    from looked cross join lateral (
      select * from execution_events v where v.execution_id = looked.id
        and v.type in ('claimed', 'stop_requested', 'signalled', 'seen', 'saved', 'order_answered', 'verified')
      order by v.id) v
    order by looked.id desc, v.id`;
}

async function longestGapOf(
  { database: { sql } }: Context,
  serviceId: string,
): Promise<Cooperation["longestGap"]> {
  const [row] = await sql<{ executionId: string; ms: number }[]>`
    select a.execution_id as "executionId", a.longest_checkpoint_gap_ms::float8 as ms
    from (select id from executions where service_id = ${serviceId} order by id desc limit ${COOPERATION_LOOKED_AT}) e
    cross join lateral (
      select execution_id, longest_checkpoint_gap_ms from attempts
      where execution_id = e.id and longest_checkpoint_gap_ms is not null
      order by longest_checkpoint_gap_ms desc limit 1) a
    where ${noDrill(sql)} order by a.longest_checkpoint_gap_ms desc limit 1`;
  return row ?? null;
}

/** A command has no checkpoints, so that its silence says nothing; nor does that of one that is lost. */
async function openGapOf({ database: { sql } }: Context, serviceId: string): Promise<Cooperation["openGap"]> {
  const [row] = await sql<{ executionId: string; since: Date }[]>`
    select e.id as "executionId", coalesce(e.checkpoint_at, e.started_at) as since
    from (select id, service_id, revision, started_at, checkpoint_at, stop_reason, replica_id from executions
      where service_id = ${serviceId} and status = 'in-progress' order by id limit ${COOPERATION_LOOKED_AT}) e
    join revisions r on r.service_id = e.service_id and r.number = e.revision
    where r.config->'program'->>'runtime' <> 'command' and not ${isLost(sql)} and ${noDrill(sql)}
    order by since limit 1`;
  return row ?? null;
}

function noDrill(sql: Context["database"]["sql"]) {
  return sql`not exists (select from execution_labels l where l.execution_id = e.id and l.key = ${DRILL_LABEL})`;
}
