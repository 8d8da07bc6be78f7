import type {
  ChartBand,
  ChartMark,
  ChartPoint,
  ChartSeries,
  TimeSpan,
} from "#components/charts/chart-series.ts";
import { apart, savesOf } from "#components/execution/saves.ts";
import type { FormatNumber } from "#components/locale/format-number.ts";
import { metricNames } from "#server/domain/metric-names.ts";
import type { AttemptSamples, ProgressPoint, UsagePoint } from "#server/domain/sample-views.ts";
import type { ExecutionEventView } from "#server/domain/views.ts";
import { type MetricAxis, pointsOver, spanOf, TIME_AXIS } from "./metric-axis.ts";
import { markOf } from "./metric-marks.ts";

/** Of what kind the values are: it decides how they are written, and whether their scale begins at 0. */
export type ValueKind = "percent" | "cores" | "bytes" | "number";

export interface MetricChart {
  series: ChartSeries;
  kind: ValueKind;
}

/** What its code reported, and what its processes used. */
export interface MetricCharts {
  /** There is something to draw, over one axis or another. */
  measured: boolean;
  /** Over the axis that was asked for; all else is over time. */
  reported: MetricChart[];
  reportedSpan: TimeSpan;
  used: MetricChart[];
  /** Of the busiest GPU that it uses, with all that use it. */
  gpu: MetricChart[];
  span: TimeSpan;
  bands: ChartBand[];
  marks: ChartMark[];
  /** When it saved its state, oldest first; of those that no screen shows apart one, and `saveCount` says how many there are. */
  saves: number[];
  saveCount: number;
  /** Metrics that are in the table and the download only. */
  more: string[];
}

/** More metrics than so many are in the table only. */
export const MOST_METRICS = 24;

export function metricCharts(
  samples: readonly AttemptSamples[],
  events: readonly ExecutionEventView[],
  formatNumber: FormatNumber,
  axis: MetricAxis = TIME_AXIS,
): MetricCharts {
  const from = samples[0]?.startedAt.getTime() ?? 0;
  const marks = events.flatMap((event) => markOf(event, formatNumber) ?? []).filter(({ at }) => at >= from);
  const to = Math.max(from + 1, ...samples.map(lastTime), ...marks.map(({ at }) => at));
  const names = metricNames(samples);
  const every = reportedCharts(samples, names.slice(0, MOST_METRICS), axis);
  // Over itself it would be a straight line.
  const reported = every.filter(({ series }) => series.key !== axis.key);
  const used = usedCharts(samples);
  const span = { from, to };
  const saves = savesOf(events).filter((at) => at >= from && at <= to);
  return {
    measured: every.length + used.length > 0,
    reported,
    reportedSpan: axis === TIME_AXIS ? span : spanOf(reported.flatMap(({ series }) => series.lines)),
    used: used.filter(({ series }) => series.key !== "gpu"),
    gpu: used.filter(({ series }) => series.key === "gpu"),
    span,
    bands: samples.map(({ attempt, startedAt, endedAt }) => ({
      label: `Attempt ${attempt}`,
      from: startedAt.getTime(),
      to: endedAt?.getTime() ?? to,
    })),
    marks,
    saves: apart(saves, span),
    saveCount: saves.length,
    more: names.slice(MOST_METRICS),
  };
}

function reportedCharts(
  samples: readonly AttemptSamples[],
  names: string[],
  axis: MetricAxis,
): MetricChart[] {
  const chart = (
    key: string,
    label: string,
    kind: ValueKind,
    value: (point: ProgressPoint) => number | null,
  ) =>
    chartOf(
      key,
      label,
      kind,
      samples.map(({ progress }) => pointsOver(progress, axis, value)),
    );
  return [
    chart("progress", "Progress", "percent", ({ percent }) => percent),
    ...names.map((name) => chart(`metric:${name}`, name, "number", ({ metrics }) => metrics?.[name] ?? null)),
  ].filter(({ series }) => series.lines.length > 0);
}

function usedCharts(samples: readonly AttemptSamples[]): MetricChart[] {
  const chart = (key: string, label: string, kind: ValueKind, value: (point: UsagePoint) => number | null) =>
    chartOf(
      key,
      label,
      kind,
      samples.map(({ usage }) => pointsOf(usage, value)),
    );
  return [
    chart("cpu", "Processor", "cores", ({ cpuCores }) => cpuCores),
    chart("memory", "Memory", "bytes", ({ memoryBytes }) => memoryBytes),
    chart("gpu-memory", "GPU memory", "bytes", ({ gpuMemoryBytes }) => gpuMemoryBytes),
    chart("gpu", "Busiest GPU, with all that use it", "percent", ({ gpuPercent }) => gpuPercent),
  ].filter(({ series }) => series.lines.length > 0);
}

/** Its end, or that of what is known of it: the charts of what runs need no clock. */
function lastTime({ startedAt, endedAt, usage, progress }: AttemptSamples): number {
  const times = [startedAt, usage.at(-1)?.at, progress.at(-1)?.at].map((at) => at?.getTime() ?? 0);
  return endedAt?.getTime() ?? Math.max(...times);
}

function pointsOf<P extends { at: Date }>(
  points: readonly P[],
  value: (point: P) => number | null,
): ChartPoint[] {
  return points.flatMap((point) => {
    const found = value(point);
    return found === null ? [] : [{ at: point.at.getTime(), value: found }];
  });
}

function chartOf(key: string, label: string, kind: ValueKind, lines: ChartPoint[][]): MetricChart {
  return { kind, series: { key, label, lines: lines.filter((line) => line.length > 0) } };
}
