import type { FormatNumber } from "#components/locale/format-number.ts";
import type { Total } from "./list-total.ts";

/** How many fit a filter, as it is typed. */
export function foundWords({ count, exact }: Total, filter: string, formatNumber: FormatNumber): string {
  const many = count === 0 ? "No" : `${formatNumber(count)}${exact ? "" : " or more"}`;
  const what = `${many} ${count === 1 && exact ? "execution" : "executions"}`;
  return filter === "" ? what : `${what} with the filter ${filter}`;
}

/** Nothing while no row is ticked. */
export function tickedWords(count: number, formatNumber: FormatNumber): string {
  return count === 0 ? "" : `${formatNumber(count)} selected, updates paused`;
}

/** Nothing while none has come. */
export function newerWords(count: number): string {
  return count === 0 ? "" : "New executions came on top of the list";
}
