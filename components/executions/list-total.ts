import type { ListCounts } from "#server/domain/list-views.ts";
import type { StatusFilter } from "#server/domain/query/execution-query.ts";

export interface Total {
  count: number;
  /** False when there may be more: nobody counted further. */
  exact: boolean;
}

/** How many match, from the counts; `in-progress` already holds those that are stopping. */
export function totalOf(counts: ListCounts | null, chosen: readonly StatusFilter[]): Total | null {
  if (!counts) return null;
  const { stopping: _, atLeast: _atLeast, ...all } = counts;
  const every = Object.keys(all) as StatusFilter[];
  const given = chosen.length === 0 ? every : chosen;
  const counted = given.includes("in-progress") ? given.filter((status) => status !== "stopping") : given;
  return {
    count: counted.reduce((sum, status) => sum + counts[status], 0),
    exact: !counted.some((status) => counts.atLeast.includes(status)),
  };
}
