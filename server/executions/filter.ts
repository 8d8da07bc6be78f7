import type postgres from "postgres";
import { z } from "zod";
import type { Database } from "#db/client.ts";
import { ServiceNameSchema } from "#server/domain/service-config.ts";
import { EXECUTION_STATUSES } from "#server/domain/status.ts";

/** `stopping` is the part of `in-progress` that was asked to stop. */
export const STATUS_FILTERS = [...EXECUTION_STATUSES, "stopping"] as const;
export type StatusFilter = (typeof STATUS_FILTERS)[number];

const statusWords = `a status filter is one of ${STATUS_FILTERS.join(", ")}`;

/** Which executions are meant; what is left out does not restrict. */
export const ExecutionFilterSchema = z.strictObject({
  /** Names of services: any of them. */
  services: z.array(ServiceNameSchema).max(100).optional(),
  /** Any of them. */
  statuses: z
    .array(z.enum(STATUS_FILTERS, { error: statusWords }))
    .max(STATUS_FILTERS.length)
    .optional(),
  /** Created at or after. */
  from: z.date().optional(),
  /** Created before. */
  to: z.date().optional(),
  /** Found in the id, the service's or function's name, the message or the operator's note; case does not matter. */
  text: z.string().trim().max(200).optional(),
});
export type ExecutionFilter = z.output<typeof ExecutionFilterSchema>;

type Sql = Database["sql"];
type Fragment = postgres.PendingQuery<postgres.Row[]>;

/** The filter as a condition on `e` (executions) and `s` (services). */
export function filterCondition(sql: Sql, filter: Omit<ExecutionFilter, "statuses">): Fragment {
  let condition = sql`true`;
  const { services, from, to, text } = filter;
  if (services?.length) {
    condition = sql`${condition} and e.service_id in (select id from services where name in ${sql(services)})`;
  }
  if (from) condition = sql`${condition} and e.created_at >= ${from}`;
  if (to) condition = sql`${condition} and e.created_at < ${to}`;
  if (text) condition = sql`${condition} and ${textCondition(sql, text)}`;
  return condition;
}

/** The statuses as a condition on `e`. */
export function statusCondition(sql: Sql, statuses: StatusFilter[] | undefined): Fragment {
  if (!statuses?.length) return sql`true`;
  const plain = statuses.filter((status) => status !== "stopping");
  const stopping = sql`(e.status = 'in-progress' and e.stop_reason is not null)`;
  if (plain.length === 0) return stopping;
  const any = sql`e.status in ${sql(plain)}`;
  return plain.length === statuses.length ? any : sql`(${any} or ${stopping})`;
}

function textCondition(sql: Sql, text: string): Fragment {
  const pattern = `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  return sql`(e.id::text ilike ${pattern} or s.name ilike ${pattern} or e.function_name ilike ${pattern}
    or e.message ilike ${pattern} or e.stop_note ilike ${pattern})`;
}
