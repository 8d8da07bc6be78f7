import type { BulkTerm, LabelTerm, StatusFilter } from "#server/domain/query/execution-query.ts";
import {
  conditionColumns,
  type Fragment,
  hasOthers,
  type IdRange,
  inBulks,
  inStatus,
  otherConditions,
  type Sql,
  serviceCondition,
  statusCondition,
  timeCondition,
} from "./conditions.ts";
import type { ResolvedFilter } from "./filter.ts";

/**
 * How executions that fit a filter are found: each branch is a range of one index in the order of ids, so that its
 * newest rows are read without the others. What no index knows is then looked at row by row.
 */
export interface Branches {
  /** How many there are. */
  count: number;
  /**
   * Rows of all branches, as `select`: `branch`, then the columns that conditions look at. `beside` is a relation to be
   * joined before them, with what it adds to the columns.
   */
  rows: (scan: Scan) => Fragment;
  /** What remains to be looked at, on rows named `e`; null when every row of a branch fits. */
  rest: Fragment | null;
}

export interface Scan {
  within: IdRange;
  descending: boolean;
  /** Rows of each branch. */
  most: number;
  /** A relation whose rows each have branches of their own, for instance spans of time. */
  beside?: { relation: Fragment; columns: Fragment };
}

export function branchesOf(sql: Sql, filter: ResolvedFilter): Branches {
  const labelled = filter.labels.find(({ values }) => values !== null);
  if (filter.ids) return ofKeys(sql, filter, filter.ids, sql`e.id = k.key`);
  if (filter.parents) return ofKeys(sql, filter, filter.parents, sql`e.parent_id = k.key`);
  if (filter.bulks) return ofBulks(sql, filter, filter.bulks);
  if (labelled) return ofLabel(sql, filter, labelled);
  return ofIndex(sql, filter);
}

/** A branch an id: its own, or its parent's. */
function ofKeys(sql: Sql, filter: ResolvedFilter, ids: string[], condition: Fragment): Branches {
  const places = sql`${serviceCondition(sql, filter.services)} and ${statusCondition(sql, filter.statuses)}`;
  const keys = sql`unnest(${ids}::uuid[]) k(key)`;
  return {
    count: ids.length,
    rows: (scan) => piece(sql, scan, keys, 0, ofTable(sql, filter, scan, condition)),
    rest: sql`${places} and ${otherConditions(sql, filter, filter.labels)}`,
  };
}

/** A branch a bulk; what is of several stands in the first of them. */
function ofBulks(sql: Sql, filter: ResolvedFilter, bulks: readonly BulkTerm[]): Branches {
  const { services, statuses, labels } = filter;
  const rowsOf = (
    { id, part }: BulkTerm,
    earlier: readonly BulkTerm[],
    { within, descending, most }: Scan,
  ) => {
    const key = part === "started" ? sql`w.result_id` : sql`w.execution_id`;
    const state = part === null || part === "started" ? sql`true` : sql`w.state = ${part}`;
    return sql`
      select ${conditionColumns(sql)} from bulk_items w join executions e on e.id = ${key}
      where w.bulk_id = ${id} and ${state} and not (${inBulks(sql, earlier)})
        and ${timeCondition(sql, filter, key)} and ${within(key)}
      order by ${key} ${way(sql, descending)} limit ${most}`;
  };
  return {
    count: bulks.length,
    rows: (scan) =>
      bulks
        .map((bulk, n) => piece(sql, scan, ONE(sql), n, rowsOf(bulk, bulks.slice(0, n), scan)))
        .reduce((all, one) => sql`${all} union all ${one}`),
    rest: sql`${serviceCondition(sql, services)} and ${statusCondition(sql, statuses)}
      and ${otherConditions(sql, { ...filter, bulks: null }, labels)}`,
  };
}

function ofLabel(sql: Sql, filter: ResolvedFilter, label: LabelTerm): Branches {
  const { services, statuses } = filter;
  const labels = filter.labels.filter((other) => other !== label);
  const values = label.values ?? [];
  const id = sql`w.execution_id`;
  const places = sql`${serviceCondition(sql, services)} and ${statusCondition(sql, statuses)}`;
  const free = !services && !statuses && !hasOthers(filter, labels);
  const rowsOf = ({ within, descending, most }: Scan) => sql`
    select ${conditionColumns(sql)} from execution_labels w join executions e on e.id = w.execution_id
    where w.key = ${label.key} and w.value = k.key and ${timeCondition(sql, filter, id)} and ${within(id)}
    order by w.execution_id ${way(sql, descending)} limit ${most}`;
  return {
    count: values.length,
    rows: (scan) => piece(sql, scan, sql`unnest(${values}::text[]) k(key)`, 0, rowsOf(scan)),
    rest: free ? null : sql`${places} and ${otherConditions(sql, filter, labels)}`,
  };
}

/**
 * A branch a service and status. Statuses stand in the statement as they are: how many rows have one decides which index
 * is right, and a plan for any of them would be wrong for the rare ones.
 */
function ofIndex(sql: Sql, filter: ResolvedFilter): Branches {
  const { services } = filter;
  const keys = services ? sql`(select id as key from services where name = any(${services})) k` : ONE(sql);
  const inService = services ? sql`e.service_id = k.key` : sql`true`;
  const statuses = filter.statuses && distinct(filter.statuses);
  const conditions = statuses
    ? statuses.map((status) => sql`${inService} and ${inStatus(sql, status)}`)
    : [inService];
  return {
    count: conditions.length * (services?.length ?? 1),
    rows: (scan) =>
      conditions
        .map((condition, n) => piece(sql, scan, keys, n, ofTable(sql, filter, scan, condition)))
        .reduce((all, one) => sql`${all} union all ${one}`),
    rest: hasOthers(filter, filter.labels) ? otherConditions(sql, filter, filter.labels) : null,
  };
}

function ofTable(
  sql: Sql,
  filter: ResolvedFilter,
  { within, descending, most }: Scan,
  condition: Fragment,
): Fragment {
  const id = sql`e.id`;
  return sql`
    select ${conditionColumns(sql)} from executions e where ${condition}
      and ${timeCondition(sql, filter, id)} and ${within(id)} order by e.id ${way(sql, descending)} limit ${most}`;
}

/** The rows of some branches: one for each of `keys`, beside each row of `beside`. */
function piece(sql: Sql, { beside }: Scan, keys: Fragment, number: number, rows: Fragment): Fragment {
  const [first, columns] = beside
    ? [sql`${beside.relation} cross join`, sql`${beside.columns},`]
    : [sql``, sql``];
  return sql`select ${number}::text || k.key as branch, ${columns} e.* from ${first} ${keys} cross join lateral (${rows}) e`;
}

const ONE = (sql: Sql): Fragment => sql`(select '' as key) k`;

/** Those that are stopping are among those that run. */
function distinct(statuses: StatusFilter[]): StatusFilter[] {
  return statuses.includes("in-progress") ? statuses.filter((one) => one !== "stopping") : statuses;
}

function way(sql: Sql, descending: boolean): Fragment {
  return descending ? sql`desc` : sql`asc`;
}
