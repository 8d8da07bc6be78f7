import { HAS_LIFE_CLASS, LIFE_CLASS, LIFE_CLASSES } from "#db/schema/life-class.ts";
import type { Context } from "#server/context.ts";
import type { QueueDepth } from "#server/domain/service-statistics.ts";
import { COUNTED } from "#server/executions/count.ts";
import { firstIdAt } from "#server/executions/id-time.ts";

/** An id is given right before the time of creation is read. */
const ID_SLACK_MS = 1_000;

/**
 * How many executions of a service waited and ran at each of these moments. Whoever was there at one has a life around
 * it: it lives still, or ended soon enough afterwards for the class of its life, or is among the newest of that moment.
 * So what is read is what is counted, and counting ends at a bound.
 */
export async function readQueueDepth(
  ctx: Context,
  serviceId: string,
  moments: Date[],
): Promise<QueueDepth[]> {
  const rows = await readRows(ctx, serviceId, moments);
  const byPlace = new Map(rows.map((row) => [row.place, row]));
  return moments.map((at, index): QueueDepth => {
    const { waiting = 0, running = 0, more = false } = byPlace.get(index + 1) ?? {};
    return { at, waiting, running, more };
  });
}

interface Row extends Omit<QueueDepth, "at"> {
  /** The n-th moment, from 1. */
  place: number;
}

/** The limits cut nothing off below the bound; where one does, it says so for the moment. */
async function readRows({ database: { sql } }: Context, serviceId: string, moments: Date[]): Promise<Row[]> {
  const idAt = (at: Date, shift: number) => firstIdAt(new Date(at.getTime() + shift));
  const asked = moments.map((at, index) => ({
    place: index + 1,
    at,
    first: idAt(at, -1_000 * LIFE_CLASSES[0] - ID_SLACK_MS),
    beyond: idAt(at, ID_SLACK_MS),
  }));
  const classes = LIFE_CLASSES.map((_, index) => ({ class: index + 1, below: LIFE_CLASSES[index + 1] }));
  const [lifeClass, hasLifeClass] = [sql.unsafe(LIFE_CLASS), sql.unsafe(HAS_LIFE_CLASS)];
  return await sql<Row[]>`
    with moments as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(asked)}::text::jsonb) as m(place int, at timestamptz, first uuid, beyond uuid)
    ), classes as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(classes)}::text::jsonb) as c(class int, below int)
    ), live as materialized (
      select e.* from unnest(${["created", "in-progress"]}::text[]) as k(status) cross join lateral (
        select id, status, attempt, created_at, started_at from executions
        where service_id = ${serviceId} and status = k.status order by id limit ${COUNTED + 1}) e
    ), there as (
      select m.place, m.at, e.status as source, e.id, e.attempt, e.started_at
      from moments m join live e on e.created_at <= m.at
      union all
      select m.place, m.at, 'ended', e.id, e.attempt, e.started_at
      from moments m cross join lateral (
        select id, attempt, started_at from executions
        where service_id = ${serviceId} and id >= m.first and id < m.beyond
          and created_at <= m.at and ended_at > m.at and not (${hasLifeClass})
        union all
        select e.* from classes c cross join lateral (
          select id, attempt, started_at from executions
          where service_id = ${serviceId} and ${hasLifeClass} and ${lifeClass} = c.class and ended_at > m.at
            and ended_at <= coalesce(m.at + c.below * interval '1 second', 'infinity') and created_at <= m.at
          limit ${COUNTED + 1}) e
        limit ${COUNTED + 1}) e
    ), told as (
      select place, source, case when started_at <= at then true when attempt = 1 then false else exists (
        select from attempts a where a.execution_id = there.id and a.attempt < there.attempt
          and a.started_at <= there.at and a.ended_at > there.at) end as runs
      from there
    ), counted as (
      select place, count(*) filter (where not runs) as waiting, count(*) filter (where runs) as running,
        count(*) > ${COUNTED} as cut
      from told group by place, source
    )
    select place, least(sum(waiting), ${COUNTED})::int as waiting, least(sum(running), ${COUNTED})::int as running,
      bool_or(cut) or sum(waiting) > ${COUNTED} or sum(running) > ${COUNTED} as more
    from counted group by place`;
}
