import type postgres from "postgres";
import type { Database } from "#db/client.ts";
import type { ExecutionStatus } from "#server/domain/status.ts";

/** Which executions are meant, as a tree. */
export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }
  /** Holds for all, or for none. */
  | { always: boolean }
  | { statuses: ExecutionStatus[] }
  /** It waits for another attempt after one that was cut. */
  | { waitsAgain: true }
  /** An operator asked to terminate it. */
  | { terminateAsked: true }
  | { field: TextField; oneOf: string[] }
  /** It holds the pattern, in which `*` stands for anything; case is no matter. */
  | { field: TextField; like: string }
  | { field: TimeField; compared: Comparison; with: Date };

export type TextField = "id" | "serviceId" | "serviceName" | "functionName" | "createdBy";
export type TimeField = "createdAt" | "updatedAt";
export type Comparison = "=" | "<" | "<=" | ">" | ">=";

type Sql = Database["sql"];
type Fragment = postgres.PendingQuery<postgres.Row[]>;

/** On `e` (executions) and `s` (services). */
export function conditionSql(sql: Sql, condition: Condition): Fragment {
  if ("all" in condition) return joined(sql, condition.all, "and");
  if ("any" in condition) return joined(sql, condition.any, "or");
  if ("not" in condition) return sql`not ${conditionSql(sql, condition.not)}`;
  if ("always" in condition) return condition.always ? sql`true` : sql`false`;
  if ("statuses" in condition) return sql`(e.status = any(${condition.statuses}::text[]))`;
  if ("waitsAgain" in condition) return sql`(e.status = 'created' and e.attempt > 1)`;
  if ("terminateAsked" in condition) return sql`(e.status = 'terminated' or e.stop_final)`;
  if ("oneOf" in condition) return textSql(sql, condition.field, condition.oneOf);
  if ("like" in condition) return likeSql(sql, condition.field, condition.like);
  return comparedSql(sql, condition);
}

function joined(sql: Sql, conditions: Condition[], by: "and" | "or"): Fragment {
  const [first, ...rest] = conditions;
  if (!first) return by === "and" ? sql`true` : sql`false`;
  const inside = rest.reduce(
    (before, next) => {
      const after = conditionSql(sql, next);
      return by === "and" ? sql`${before} and ${after}` : sql`${before} or ${after}`;
    },
    conditionSql(sql, first),
  );
  return sql`(${inside})`;
}

function textSql(sql: Sql, field: TextField, oneOf: string[]): Fragment {
  switch (field) {
    case "id":
      return sql`(e.id = any(${oneOf}::uuid[]))`;
    case "serviceId":
      return sql`(e.service_id = any(${oneOf}::uuid[]))`;
    case "serviceName":
      return sql`(s.name = any(${oneOf}::text[]))`;
    case "functionName":
      return sql`(e.function_name = any(${oneOf}::text[]))`;
    case "createdBy":
      return sql`(e.created_by = any(${oneOf}::text[]))`;
  }
}

function likeSql(sql: Sql, field: TextField, pattern: string): Fragment {
  const like = `%${pattern.replace(/[\\%_]/g, "\\$&").replaceAll("*", "%")}%`;
  switch (field) {
    case "id":
      return sql`(e.id::text ilike ${like})`;
    case "serviceId":
      return sql`(e.service_id::text ilike ${like})`;
    case "serviceName":
      return sql`(s.name ilike ${like})`;
    case "functionName":
      return sql`(e.function_name ilike ${like})`;
    case "createdBy":
      return sql`(e.created_by ilike ${like})`;
  }
}

function comparedSql(sql: Sql, condition: Extract<Condition, { compared: Comparison }>): Fragment {
  const column = condition.field === "createdAt" ? sql`e.created_at` : sql`e.updated_at`;
  const { with: value } = condition;
  switch (condition.compared) {
    case "=":
      return sql`(${column} = ${value})`;
    case "<":
      return sql`(${column} < ${value})`;
    case "<=":
      return sql`(${column} <= ${value})`;
    case ">":
      return sql`(${column} > ${value})`;
    case ">=":
      return sql`(${column} >= ${value})`;
  }
}
