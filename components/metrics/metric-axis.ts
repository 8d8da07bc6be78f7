import type { ChartPoint, TimeSpan } from "#components/charts/chart-series.ts";
import { metricNames } from "#server/domain/metric-names.ts";
import type { AttemptSamples, ProgressPoint } from "#server/domain/sample-views.ts";

/** What reported values are drawn over: time, or something that its code reports and that only rises, such as a step. */
export interface MetricAxis {
  key: string;
  /** After "Over": what its code calls it is left as it is. */
  label: string;
  /** Null for time. */
  read: ((point: ProgressPoint) => number | null) | null;
  unit: string;
}

export const TIME_AXIS: MetricAxis = { key: "time", label: "time", read: null, unit: "" };

/** Time first, then progress, then each metric that rises. */
export function metricAxes(samples: readonly AttemptSamples[]): MetricAxis[] {
  const progress: MetricAxis = {
    key: "progress",
    label: "progress",
    read: ({ percent }) => percent,
    unit: " %",
  };
  const metrics = metricNames(samples).map(
    (name): MetricAxis => ({
      key: `metric:${name}`,
      label: name,
      read: ({ metrics: reported }) => reported?.[name] ?? null,
      unit: "",
    }),
  );
  return [TIME_AXIS, ...[progress, ...metrics].filter((axis) => rises(samples, axis))];
}

/** In each attempt, and in one at least by something. */
function rises(samples: readonly AttemptSamples[], { read }: MetricAxis): boolean {
  const attempts = samples.map(({ progress }) => progress.flatMap((point) => read?.(point) ?? []));
  const falls = attempts.some((values) =>
    values.some((value, n) => n > 0 && value < (values[n - 1] ?? value)),
  );
  return !falls && attempts.some((values) => (values.at(-1) ?? 0) > (values[0] ?? 0));
}

/** Values over an axis; a value that came without it stands where that was reported last. */
export function pointsOver(
  progress: readonly ProgressPoint[],
  axis: MetricAxis,
  value: (point: ProgressPoint) => number | null,
): ChartPoint[] {
  let place: number | null = null;
  return progress.flatMap((point) => {
    place = axis.read ? (axis.read(point) ?? place) : point.at.getTime();
    const found = value(point);
    return found === null || place === null ? [] : [{ at: place, value: found }];
  });
}

/** From the least to the most that is drawn. */
export function spanOf(lines: readonly (readonly ChartPoint[])[]): TimeSpan {
  const ends = lines.flatMap((line) => [line[0]?.at ?? [], line.at(-1)?.at ?? []].flat());
  const from = ends.length === 0 ? 0 : Math.min(...ends);
  return { from, to: ends.length === 0 || Math.max(...ends) === from ? from + 1 : Math.max(...ends) };
}
