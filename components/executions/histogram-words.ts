import type { FormatNumber } from "#components/locale/format-number.ts";
import type { HistogramBar } from "#server/domain/list-views.ts";

/** From the bar where it began to the one where it is. */
export interface Drag {
  first: number;
  last: number;
}

/** The time of the bars that were dragged over, either way. */
export function draggedRange(
  bars: readonly HistogramBar[],
  { first, last }: Drag,
): { from: Date; to: Date } | null {
  const from = bars[Math.min(first, last)];
  const to = bars[Math.max(first, last)];
  return from && to ? { from: from.from, to: to.to } : null;
}

export function barWords(
  { from, to, count, failed, more }: HistogramBar,
  formatMoment: (at: Date) => string,
  formatNumber: FormatNumber,
): string {
  const parts = [`${formatNumber(count)}${more ? " or more" : ""} created`];
  if (failed > 0) parts.push(`${formatNumber(failed)} of them failed`);
  return `${formatMoment(from)} to ${formatMoment(to)}: ${parts.join(", ")}`;
}
