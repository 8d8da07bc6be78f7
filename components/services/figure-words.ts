import type { FormatNumber } from "#components/locale/format-number.ts";
import { formatDuration } from "#components/time/format-duration.ts";
import type { DurationBucket, DurationStatistics, StatisticBar } from "#server/domain/service-statistics.ts";

/** `48 (96 %)`. */
export function shareWords(count: number, all: number, formatNumber: FormatNumber): string {
  return `${formatNumber(count)} (${Math.round((100 * count) / all)} %)`;
}

/** 0 to 1 as `97.5 %`; only all is 100 %, and only none is 0 %. */
export function rateWords(rate: number, formatNumber: FormatNumber): string {
  const percent = 100 * rate;
  if (percent > 99.9 && percent < 100) return `more than ${formatNumber(99.9)} %`;
  if (percent < 0.1 && percent > 0) return `less than ${formatNumber(0.1)} %`;
  return `${formatNumber(percent, { maximumFractionDigits: 1 })} %`;
}

/** `1.0 s – 2.0 s`, in the fewest figures. */
export function bucketWords({ fromMs, toMs }: DurationBucket): string {
  return toMs === null ? `${edgeWords(fromMs)} or longer` : `${edgeWords(fromMs)} to ${edgeWords(toMs)}`;
}

/** Edges are round: `250 ms`, `2 s`, `5 m`, `12 h`. */
export function edgeWords(ms: number): string {
  if (ms < 1_000) return `${ms} ms`;
  if (ms < 60_000) return `${ms / 1_000} s`;
  return ms < 3_600_000 ? `${ms / 60_000} min` : `${ms / 3_600_000} h`;
}

/** `p50 12.4 s · p95 1 m 02 s · longest 3 m 10 s`. */
export function durationWords(
  { p50Ms, p95Ms, longestMs }: DurationStatistics,
  formatNumber: FormatNumber,
): string {
  const [p50, p95, longest] = [p50Ms, p95Ms, longestMs].map((ms) => formatDuration(ms, { formatNumber }));
  return `p50 ${p50} · p95 ${p95} · longest ${longest}`;
}

/** How many ended in which way. */
export function sumsOf(bars: readonly StatisticBar[]) {
  const sum = (key: "success" | "failed" | "terminated" | "live") =>
    bars.reduce((total, bar) => total + bar[key], 0);
  return {
    success: sum("success"),
    failed: sum("failed"),
    terminated: sum("terminated"),
    live: sum("live"),
    more: bars.some((bar) => bar.more),
  };
}
