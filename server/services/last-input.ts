import type { Context } from "#server/context.ts";

/** Input of the newest execution of each function that the service has now; functions never called are left out. */
export async function lastInputs(
  ctx: Context,
  serviceId: string,
): Promise<Record<string, Record<string, unknown>>> {
  const rows = await ctx.database.sql<{ name: string; input: Record<string, unknown> }[]>`
    select f.name, newest.input
    from services s
    join revisions r on r.service_id = s.id and r.number = s.revision
    cross join lateral jsonb_object_keys(r.config#>'{program,functions}') f(name)
    cross join lateral (
      select e.input from executions e
      where e.service_id = s.id and e.function_name = f.name order by e.id desc limit 1) newest
    where s.id = ${serviceId}`;
  return Object.fromEntries(rows.map(({ name, input }) => [name, input]));
}
