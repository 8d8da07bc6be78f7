import { z } from "zod";
import type { Context } from "#server/context.ts";
import type { Family, FamilyMember } from "#server/domain/family-views.ts";
import { NotFound } from "#server/errors.ts";
import { ExecutionIdSchema } from "./get.ts";

export const ReadFamilyInput = z.strictObject({ id: ExecutionIdSchema });
export type ReadFamilyInput = z.output<typeof ReadFamilyInput>;

/** Generations below the one that is asked for. */
const DEEPEST = 4;
const MOST_MEMBERS = 500;

type Row = Omit<FamilyMember, "attempts" | "depth"> & {
  depth: number;
  attempts: {
    startedAt: string;
    endedAt: string | null;
    outcome: FamilyMember["attempts"][number]["outcome"];
  }[];
};

/**
 * An execution with its parent, if it has one, and what its code started, and what those started: four generations and 500
 * executions at most, the nearest first. Throws NotFound.
 */
export async function readFamily(ctx: Context, { id }: ReadFamilyInput): Promise<Family> {
  const { sql } = ctx.database;
  const rows = await sql<Row[]>`
    with recursive below(id, depth) as (
      select id, 0 from executions where id = ${id}
      union all
      select e.id, b.depth + 1 from below b
      cross join lateral (
        select id from executions where parent_id = b.id order by id limit ${MOST_MEMBERS + 1}) e
      where b.depth <= ${DEEPEST}
    ), family as (
      (select p.id, -1 as depth from executions e join executions p on p.id = e.parent_id where e.id = ${id})
      union all
      (select id, depth from below limit ${MOST_MEMBERS + 1})
    )
    select e.id, e.parent_id as "parentId", f.depth, s.name as "serviceName", e.function_name as "functionName", e.status,
      e.stop_reason is not null and e.status = 'in-progress' as stopping, e.created_at as "createdAt",
      e.ended_at as "endedAt", e.stop_requested_at as "stopRequestedAt", e.saved_at as "savedAt",
      coalesce((select jsonb_agg(jsonb_build_object('startedAt', a.started_at, 'endedAt', a.ended_at, 'outcome', a.outcome)
        order by a.attempt) from attempts a where a.execution_id = e.id), '[]') as attempts
    from family f join executions e on e.id = f.id join services s on s.id = e.service_id order by f.depth, e.id`;
  if (rows.length === 0) throw new NotFound(`There is no execution ${id}.`);
  const near = rows.filter(({ depth }) => depth <= DEEPEST).slice(0, MOST_MEMBERS);
  return { members: inTreeOrder(near), more: near.length < rows.length };
}

function inTreeOrder(rows: Row[]): FamilyMember[] {
  const first = rows[0] as Row;
  const children = new Map<string | null, Row[]>();
  for (const row of rows) children.set(row.parentId, [...(children.get(row.parentId) ?? []), row]);
  const placed = ({ attempts, ...row }: Row): FamilyMember[] => [
    { ...row, depth: row.depth - first.depth, attempts: attempts.map(withTimes) },
    ...(children.get(row.id) ?? []).flatMap(placed),
  ];
  return placed(first);
}

function withTimes({
  startedAt,
  endedAt,
  outcome,
}: Row["attempts"][number]): FamilyMember["attempts"][number] {
  return { startedAt: new Date(startedAt), endedAt: endedAt === null ? null : new Date(endedAt), outcome };
}
