import type { Context } from "#server/context.ts";
import { type Condition, conditionSql } from "./condition.ts";

export interface Search {
  condition: Condition;
  /** From 0. */
  page: number;
  pageSize: number;
  orderBy: "createdAt" | "updatedAt";
  descending: boolean;
  /** Leaves out what was run again: the execution that did so stands for it. */
  newestOnly: boolean;
}

export interface Found {
  ids: string[];
  /** How many match in all. */
  total: number;
}

/** A page, by its number, of the executions that match: for clients that count pages. Screens use `listExecutions`. */
export async function searchExecutions({ database: { sql } }: Context, search: Search): Promise<Found> {
  const { page, pageSize, orderBy, descending, newestOnly } = search;
  const superseded = sql`exists (select from executions n where n.rerun_of = e.id)`;
  const from = sql`from executions e join services s on s.id = e.service_id
    where ${conditionSql(sql, search.condition)} ${newestOnly ? sql`and not ${superseded}` : sql``}`;
  const direction = descending ? sql`desc` : sql`asc`;
  // Ids are in the order of creation.
  const order =
    orderBy === "createdAt" ? sql`e.id ${direction}` : sql`e.updated_at ${direction}, e.id ${direction}`;
  const [rows, [count]] = await Promise.all([
    sql<{ id: string }[]>`select e.id ${from} order by ${order} limit ${pageSize} offset ${page * pageSize}`,
    sql<{ total: number }[]>`select count(*)::int as total ${from}`,
  ]);
  return { ids: rows.map(({ id }) => id), total: count?.total ?? 0 };
}
