import type {
  ChartBand,
  ChartMark,
  ChartPoint,
  ChartSeries,
  TimeSpan,
} from "#components/charts/chart-series.ts";
import type { AttemptSamples, ProgressPoint, UsagePoint } from "#server/domain/sample-views.ts";
import type { ExecutionEventView } from "#server/domain/views.ts";

/** Of what kind the values are: it decides how they are written, and whether their scale begins at 0. */
export type ValueKind = "percent" | "cores" | "bytes" | "number";

export interface MetricChart {
  series: ChartSeries;
  kind: ValueKind;
}

/** What its code reported, and what its processes used. */
export interface MetricCharts {
  reported: MetricChart[];
  used: MetricChart[];
  span: TimeSpan;
  bands: ChartBand[];
  marks: ChartMark[];
}

/** More metrics than so many are in the table only. */
export const MOST_METRICS = 24;

export function metricCharts(
  samples: readonly AttemptSamples[],
  events: readonly ExecutionEventView[],
): MetricCharts {
  const from = samples[0]?.startedAt.getTime() ?? 0;
  const to = Math.max(from + 1, ...samples.map(lastTime));
  const reported = (
    key: string,
    label: string,
    kind: ValueKind,
    value: (point: ProgressPoint) => number | null,
  ) =>
    chartOf(
      key,
      label,
      kind,
      samples.map(({ progress }) => pointsOf(progress, value)),
    );
  const used = (key: string, label: string, kind: ValueKind, value: (point: UsagePoint) => number | null) =>
    chartOf(
      key,
      label,
      kind,
      samples.map(({ usage }) => pointsOf(usage, value)),
    );
  return {
    reported: [
      reported("progress", "Progress", "percent", ({ percent }) => percent),
      ...metricNames(samples)
        .slice(0, MOST_METRICS)
        .map((name) => reported(`metric:${name}`, name, "number", ({ metrics }) => metrics?.[name] ?? null)),
    ].filter(hasPoints),
    used: [
      used("cpu", "Processor", "cores", ({ cpuCores }) => cpuCores),
      used("memory", "Memory", "bytes", ({ memoryBytes }) => memoryBytes),
      used("gpu", "GPU", "percent", ({ gpuPercent }) => gpuPercent),
      used("gpu-memory", "GPU memory", "bytes", ({ gpuMemoryBytes }) => gpuMemoryBytes),
    ].filter(hasPoints),
    span: { from, to },
    bands: samples.map(({ attempt, startedAt, endedAt }) => ({
      label: `Attempt ${attempt}`,
      from: startedAt.getTime(),
      to: endedAt?.getTime() ?? to,
    })),
    marks: events.flatMap((event) => markOf(event) ?? []).filter(({ at }) => at >= from && at <= to),
  };
}

/** Its end, or that of what is known of it: the charts of what runs need no clock. */
function lastTime({ startedAt, endedAt, usage, progress }: AttemptSamples): number {
  const times = [startedAt, usage.at(-1)?.at, progress.at(-1)?.at].map((at) => at?.getTime() ?? 0);
  return endedAt?.getTime() ?? Math.max(...times);
}

/** In the order in which they were first reported. */
export function metricNames(samples: readonly AttemptSamples[]): string[] {
  const names = new Set<string>();
  for (const { progress } of samples)
    for (const { metrics } of progress) for (const name of Object.keys(metrics ?? {})) names.add(name);
  return [...names];
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

function hasPoints({ series }: MetricChart): boolean {
  return series.lines.length > 0;
}

const MARKS: Record<string, { label: string; colour: string }> = {
  stop_requested: { label: "Stop requested", colour: "--stopping" },
  seen: { label: "Its code met the stop", colour: "--stopping" },
  saved: { label: "It saved its work", colour: "--success" },
  exited: { label: "The worker ended", colour: "--terminated" },
  stalled: { label: "It counts as stalled", colour: "--lost" },
  moving_again: { label: "It moves again", colour: "--success" },
  reset_started: { label: "Its replica is reset", colour: "--failed" },
};

function markOf({ type, at, data }: ExecutionEventView): ChartMark | null {
  if (type === "signalled")
    return { label: `${String(data.signal)} sent`, at: at.getTime(), colour: "--failed" };
  const mark = MARKS[type];
  return mark ? { ...mark, at: at.getTime() } : null;
}
