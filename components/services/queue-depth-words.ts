import type { ChartSeries } from "#components/charts/chart-series.ts";
import type { FormatNumber } from "#components/locale/format-number.ts";
import type { QueueDepth } from "#server/domain/service-statistics.ts";

/** What is counted at each moment, with its words. */
export const DEPTHS = [
  { key: "waiting", label: "Waiting" },
  { key: "running", label: "Running" },
] as const;

export type DepthKey = (typeof DEPTHS)[number]["key"];

/** One of the two over time. */
export function depthSeries(
  depths: readonly QueueDepth[],
  { key, label }: (typeof DEPTHS)[number],
): ChartSeries {
  const line = depths.map((depth) => ({ at: depth.at.getTime(), value: depth[key] }));
  return { key, label, lines: line.length > 0 ? [line] : [] };
}

/** `1,204`; `10,000+` where counting ended. */
export function depthWords(depth: QueueDepth, key: DepthKey, formatNumber: FormatNumber): string {
  return `${formatNumber(depth[key])}${depth.more ? "+" : ""}`;
}

/** The moment that is nearest to `at`, in epoch milliseconds; the last one when none is looked at. */
export function depthAt(depths: readonly QueueDepth[], at: number | null): QueueDepth | undefined {
  if (at === null) return depths.at(-1);
  const away = (depth: QueueDepth) => Math.abs(depth.at.getTime() - at);
  return depths.reduce<QueueDepth | undefined>(
    (nearest, depth) => (nearest && away(nearest) <= away(depth) ? nearest : depth),
    undefined,
  );
}

/** How far the moments lie apart: `hour`, `7 hours`. */
export function apartWords(
  { from, to }: { from: Date; to: Date },
  count: number,
  formatNumber: FormatNumber,
): string {
  const hours = (to.getTime() - from.getTime()) / 3_600_000 / Math.max(1, count);
  return hours === 1 ? "hour" : `${formatNumber(Number(hours.toFixed(1)))} hours`;
}
