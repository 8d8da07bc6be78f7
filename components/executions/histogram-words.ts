import type { FormatNumber } from "#components/locale/format-number.ts";
import type { MomentFormats } from "#components/time/moment-formats.ts";
import type { HistogramBar } from "#server/domain/list-views.ts";

/** Bars that are chosen: from the one where that began to the one where it is. */
export interface BarRange {
  first: number;
  last: number;
}

/** Where a key leads among so many bars; with `extend` the range grows to there. Null for a key that leads nowhere. */
export function keyedRange(
  range: BarRange | null,
  key: string,
  extend: boolean,
  count: number,
): BarRange | null {
  const at = range?.last ?? count;
  const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: count - 1 }[key];
  if (to === undefined || count === 0) return null;
  const last = Math.min(count - 1, Math.max(0, to));
  return { first: extend && range ? range.first : last, last };
}

/** All bars of a range as one; null when there are none. */
export function joinedBars(bars: readonly HistogramBar[], { first, last }: BarRange): HistogramBar | null {
  const within = bars.slice(Math.min(first, last), Math.max(first, last) + 1);
  const [one, other] = [within[0], within.at(-1)];
  if (!one || !other) return null;
  const sum = (of: (bar: HistogramBar) => number) => within.reduce((all, bar) => all + of(bar), 0);
  return {
    from: one.from,
    to: other.to,
    count: sum(({ count }) => count),
    failed: sum(({ failed }) => failed),
    more: within.some(({ more }) => more),
  };
}

export function barWords(
  bar: HistogramBar,
  formatMoment: (at: Date) => string,
  formatNumber: FormatNumber,
): string {
  const parts = [createdWords(bar, formatNumber)];
  if (bar.failed > 0) parts.push(`${formatNumber(bar.failed)} of them failed`);
  return `${formatMoment(bar.from)} to ${formatMoment(bar.to)}: ${parts.join(", ")}`;
}

export function createdWords({ count, more }: HistogramBar, formatNumber: FormatNumber): string {
  return `${formatNumber(count)}${more ? " or more" : ""} created`;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A moment on the axis, no finer than a span of so many milliseconds needs. */
export function axisWords(
  at: Date,
  spanMs: number,
  { formatSecond, formatClock, formatDay }: Omit<MomentFormats, "formatAbsolute">,
): string {
  if (spanMs < HOUR_MS) return formatSecond(at);
  if (spanMs < DAY_MS) return formatClock(at);
  return spanMs < 7 * DAY_MS ? `${formatDay(at)}, ${formatClock(at)}` : formatDay(at);
}
