import type { Context } from "#server/context.ts";
import type { RelativeView } from "#server/domain/views.ts";

/** Enough for a page; there may be more. */
const MOST_SHOWN = 100;
/** Beyond it a count is of no use to anybody. */
const MOST_COUNTED = 10_000;

/** Those below `rootId` that live and nobody has terminated, each with its own parent. */
export function liveBelow(
  { database: { sql } }: Context,
  rootId: string,
  limit: number,
): Promise<{ id: string; parentId: string }[]> {
  return sql<{ id: string; parentId: string }[]>`
    with recursive below(id) as (
      select id from executions where parent_id = ${rootId}
      union select e.id from below b join executions e on e.parent_id = b.id
    )
    select e.id, e.parent_id as "parentId" from below b join executions e on e.id = b.id
    where e.status in ('created', 'in-progress') and not e.stop_final limit ${limit}`;
}

/** How many there are, 10,000 at most. */
export async function countLiveBelow(ctx: Context, id: string): Promise<number> {
  return (await liveBelow(ctx, id, MOST_COUNTED)).length;
}

/** Those that its code has started, newest first. */
export async function childrenOf({ database: { sql } }: Context, id: string): Promise<RelativeView[]> {
  return await sql<RelativeView[]>`
    select ${relativeColumns(sql)} from executions e join services s on s.id = e.service_id
    where e.parent_id = ${id} order by e.id desc limit ${MOST_SHOWN}`;
}

/** The one whose code has started it; null when none has, or it is not kept any more. */
export async function parentOf({ database: { sql } }: Context, id: string): Promise<RelativeView | null> {
  const [parent = null] = await sql<RelativeView[]>`
    select ${relativeColumns(sql)} from executions c join executions e on e.id = c.parent_id
    join services s on s.id = e.service_id where c.id = ${id}`;
  return parent;
}

function relativeColumns(sql: Context["database"]["sql"]) {
  return sql`e.id, s.name as "serviceName", e.function_name as "functionName", e.status,
    e.stop_reason is not null and e.status = 'in-progress' as stopping, e.created_at as "createdAt"`;
}
