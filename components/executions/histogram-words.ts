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
  format: (at: Date) => string,
): string {
  const parts = [`${count.toLocaleString("en")}${more ? " or more" : ""} created`];
  if (failed > 0) parts.push(`${failed.toLocaleString("en")} of them failed`);
  return `${format(from)} to ${format(to)}: ${parts.join(", ")}`;
}
