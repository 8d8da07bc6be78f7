import type postgres from "postgres";
import type { Database } from "#db/client.ts";
import type { BulkTerm, LabelTerm, Mark, StatusFilter } from "#server/domain/query/execution-query.ts";
import type { ResolvedFilter } from "./filter.ts";
import { firstIdAt } from "./id-time.ts";
import { goesOn, isLost } from "./in-trouble.ts";
import { slowIds } from "./typical-durations.ts";
import { unverified } from "./unverified.ts";

export type Sql = Database["sql"];
export type Fragment = postgres.PendingQuery<postgres.Row[]>;

/** An id is given a moment before its row says when it was created. */
const SLACK_MS = 5_000;

/** The columns of `executions` that conditions look at, as `e`. */
export function conditionColumns(sql: Sql): Fragment {
  return sql`e.id, e.service_id, e.status, e.stop_reason, e.function_name, e.message, e.stop_note, e.created_by, e.reason, e.runner_id, e.parent_id,
    e.replica_id, e.stalled_at, e.deadline_at, e.stop_rung, e.attempt`;
}

/** A range of ids, as a condition on the column that holds them: any index on ids serves it. */
export type IdRange = (id: Fragment) => Fragment;

export function timeRange(sql: Sql, { from, to }: ResolvedFilter, slackMs = 0): IdRange {
  const first = from && firstIdAt(new Date(from.getTime() - slackMs));
  const beyond = to && firstIdAt(new Date(to.getTime() + slackMs));
  return (id) =>
    sql`${first ? sql`${id} >= ${first}` : sql`true`} and ${beyond ? sql`${id} < ${beyond}` : sql`true`}`;
}

/** Ids tell the time nearly: the rows have the last word. */
export function timeCondition(sql: Sql, filter: ResolvedFilter, id: Fragment): Fragment {
  const { from, to } = filter;
  let condition = timeRange(sql, filter, SLACK_MS)(id);
  if (from) condition = sql`${condition} and e.created_at >= ${from}`;
  if (to) condition = sql`${condition} and e.created_at < ${to}`;
  return condition;
}

export function serviceCondition(sql: Sql, services: string[] | null): Fragment {
  return services ? sql`e.service_id in (select id from services where name = any(${services}))` : sql`true`;
}

export function statusCondition(sql: Sql, statuses: StatusFilter[] | null): Fragment {
  if (!statuses) return sql`true`;
  const plain = statuses.filter((status) => status !== "stopping");
  const stopping = statuses.includes("stopping");
  return sql`(e.status = any(${plain}) or (${stopping} and e.status = 'in-progress' and e.stop_reason is not null))`;
}

/** One status, as a constant of the statement. */
export function inStatus(sql: Sql, status: StatusFilter): Fragment {
  switch (status) {
    case "created":
      return sql`e.status = 'created'`;
    case "in-progress":
      return sql`e.status = 'in-progress'`;
    case "stopping":
      return sql`e.status = 'in-progress' and e.stop_reason is not null`;
    case "success":
      return sql`e.status = 'success'`;
    case "failed":
      return sql`e.status = 'failed'`;
    case "terminated":
      return sql`e.status = 'terminated'`;
  }
}

/** What no index on executions serves, beside the labels that are given. */
export function otherConditions(sql: Sql, filter: ResolvedFilter, labels: readonly LabelTerm[]): Fragment {
  const { functions, marks, reasons, runners, creators, parents, bulks, texts } = filter;
  let condition = sql`true`;
  if (marks) condition = sql`${condition} and (${anyMark(sql, filter, marks)})`;
  if (functions) condition = sql`${condition} and e.function_name = any(${functions})`;
  if (reasons) condition = sql`${condition} and e.reason = any(${reasons})`;
  if (creators) condition = sql`${condition} and e.created_by = any(${creators})`;
  if (parents) condition = sql`${condition} and e.parent_id = any(${parents}::uuid[])`;
  if (bulks) condition = sql`${condition} and (${inBulks(sql, bulks)})`;
  if (runners) {
    condition = sql`${condition} and e.runner_id in (select id from runners where host = any(${runners}))`;
  }
  for (const label of labels) condition = sql`${condition} and ${labelCondition(sql, label)}`;
  for (const text of texts) condition = sql`${condition} and ${textCondition(sql, text)}`;
  return condition;
}

/** True when `otherConditions` would look at anything. */
export function hasOthers(filter: ResolvedFilter, labels: readonly LabelTerm[]): boolean {
  const { functions, marks, reasons, runners, creators, parents, bulks, texts } = filter;
  return (
    [functions, marks, reasons, runners, creators, parents, bulks].some(Boolean) ||
    texts.length + labels.length > 0
  );
}

/** Of any of these bulks. */
export function inBulks(sql: Sql, bulks: readonly BulkTerm[]): Fragment {
  return bulks.map((bulk) => inBulk(sql, bulk)).reduce((all, one) => sql`${all} or ${one}`, sql`false`);
}

function inBulk(sql: Sql, { id, part }: BulkTerm): Fragment {
  if (part === "started")
    return sql`exists (select from bulk_items i where i.bulk_id = ${id} and i.result_id = e.id)`;
  return sql`exists (select from bulk_items i where i.bulk_id = ${id} and i.execution_id = e.id
    and ${part ? sql`i.state = ${part}` : sql`true`})`;
}

function anyMark(sql: Sql, filter: ResolvedFilter, marks: readonly Mark[]): Fragment {
  return marks.map((mark) => markCondition(sql, filter, mark)).reduce((all, one) => sql`${all} or ${one}`);
}

function markCondition(sql: Sql, { services }: ResolvedFilter, mark: Mark): Fragment {
  switch (mark) {
    case "lost":
      return sql`e.status = 'in-progress' and ${isLost(sql)}`;
    case "stalled":
      return sql`e.status = 'in-progress' and e.stalled_at is not null and ${goesOn(sql)}`;
    case "overdue":
      return sql`e.status = 'in-progress' and e.deadline_at <= now() and ${goesOn(sql)}`;
    case "slow":
      return sql`e.status = 'in-progress' and e.id in (${slowIds(sql, services)}) and ${goesOn(sql)}`;
    case "unverified":
      return unverified(sql);
  }
}

function labelCondition(sql: Sql, { key, values }: LabelTerm): Fragment {
  const value = values ? sql`and l.value = any(${values})` : sql``;
  return sql`exists (select from execution_labels l where l.execution_id = e.id and l.key = ${key} ${value})`;
}

function textCondition(sql: Sql, text: string): Fragment {
  const pattern = `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  return sql`(e.id::text ilike ${pattern} or e.function_name ilike ${pattern} or e.message ilike ${pattern}
    or e.stop_note ilike ${pattern} or e.service_id in (select id from services where name ilike ${pattern}))`;
}
