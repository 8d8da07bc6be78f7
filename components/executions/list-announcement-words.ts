import type { FormatNumber } from "#components/locale/format-number.ts";
import type { Newer } from "./held-rows.ts";
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

/** What is not shown while updates are paused; null when nothing is known to be. */
export function changedWords(newer: Newer, changed: number, formatNumber: FormatNumber): string | null {
  const parts = [
    ...(newer.count > 0 ? [`${newerCount(newer, formatNumber)} new`] : []),
    ...(changed > 0 ? [`${formatNumber(changed)} changed`] : []),
  ];
  return parts.join(", ") || null;
}

export function newerCount({ count, atLeast }: Newer, formatNumber: FormatNumber): string {
  return `${formatNumber(count)}${atLeast ? "+" : ""}`;
}

/** Nothing while none has come. */
export function newerWords(count: number): string {
  return count === 0 ? "" : "New executions came on top of the list";
}
