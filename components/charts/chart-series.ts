/** A value at a time, in epoch milliseconds. */
export interface ChartPoint {
  at: number;
  value: number;
}

/** One thing over time. Between its lines nobody measured. */
export interface ChartSeries {
  /** Names it; each once. */
  key: string;
  label: string;
  /** Oldest first, and each line too; never empty. */
  lines: readonly (readonly ChartPoint[])[];
}

/** A stretch of time with a name, such as an attempt. */
export interface ChartBand {
  label: string;
  from: number;
  to: number;
}

/** Something that happened. */
export interface ChartMark {
  label: string;
  at: number;
  /** A token: `--failed`. */
  colour: string;
}

export interface TimeSpan {
  from: number;
  to: number;
}

/** The point that is nearest, of several the one in the last line; null where there is none. */
export function nearestPoint(series: ChartSeries, at: number): ChartPoint | null {
  let nearest: ChartPoint | null = null;
  for (const line of series.lines) {
    const index = firstAfter(line, at);
    for (const point of [line[index - 1], line[index]]) {
      if (point && (!nearest || Math.abs(point.at - at) <= Math.abs(nearest.at - at))) nearest = point;
    }
  }
  return nearest;
}

/** What is read out: what is nearest to where someone looks, else what was measured last. */
export function shownPoint(series: ChartSeries, cursor: number | null): ChartPoint | null {
  return cursor === null ? (series.lines.at(-1)?.at(-1) ?? null) : nearestPoint(series, cursor);
}

/** Where the point lies that is `steps` places after what is nearest to `at`, or before it; the last or first at the ends. */
export function placeBeside(series: ChartSeries, at: number, steps: number): number | null {
  const now = nearestPoint(series, at);
  if (!now) return null;
  // Lines may lie over one another: what was begun anew counts its steps from 0 again.
  const places = [...new Set(series.lines.flat().map((point) => point.at))].sort((a, b) => a - b);
  const index = places.indexOf(now.at) + steps;
  return places[Math.min(places.length - 1, Math.max(0, index))] ?? null;
}

/** The index of the first point later than `at`. */
function firstAfter(line: readonly ChartPoint[], at: number): number {
  let low = 0;
  let high = line.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((line[middle] as ChartPoint).at <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** From the least to the most, and from 0 where nothing is below it and `fromZero` asks for it. */
export function valueDomain({ lines }: ChartSeries, fromZero: boolean): [number, number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const line of lines)
    for (const { value } of line) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
  if (least > most) return [0, 1];
  if (fromZero && least >= 0) least = 0;
  return least === most
    ? [least - (least === 0 ? 0 : Math.abs(least) / 2), most + (Math.abs(most) / 2 || 1)]
    : [least, most];
}

/** Steps of time that a person counts in, in milliseconds. */
const STEPS = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 21_600, 43_200, 86_400,
].map((seconds) => seconds * 1_000);

/** Times for about `count` ticks, counted from the start of the span. */
export function timeTicks({ from, to }: TimeSpan, count: number): number[] {
  const wanted = (to - from) / Math.max(1, count);
  const day = 86_400_000;
  const step = STEPS.find((one) => one >= wanted) ?? Math.ceil(wanted / day) * day;
  const ticks: number[] = [];
  for (let at = from; at <= to; at += step) ticks.push(at);
  return ticks;
}

/** Round numbers, in `count` steps at most. */
export function evenTicks({ from, to }: TimeSpan, count: number): number[] {
  const wanted = (to - from) / Math.max(1, count);
  if (!(wanted > 0)) return [from];
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = ([1, 2, 5].find((times) => times * power >= wanted) ?? 10) * power;
  // 0.3 is no whole number of 0.1 to a computer.
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, n) => (first + n) * step);
}

/** Ticks of a scale whose values are powers of ten: whole powers, and what lies between where they are few. */
export function logTicks(low: number, high: number): number[] {
  const times = high - low < 2 ? [1, 2, 5] : [1];
  const ticks: number[] = [];
  for (let power = Math.floor(low); power <= Math.ceil(high); power += Math.ceil((high - low) / 4) || 1)
    for (const one of times) ticks.push(power + Math.log10(one));
  return ticks.filter((tick) => tick >= low && tick <= high);
}

/** Its values as powers of ten; what is 0 or less has none, and `left` says how many those are. */
export function inLog(series: ChartSeries): { series: ChartSeries; left: number } {
  const lines = series.lines.map((line) =>
    line.filter(({ value }) => value > 0).map(({ at, value }) => ({ at, value: Math.log10(value) })),
  );
  const count = (of: readonly (readonly ChartPoint[])[]) => of.reduce((sum, line) => sum + line.length, 0);
  return {
    series: { ...series, lines: lines.filter((line) => line.length > 0) },
    left: count(series.lines) - count(lines),
  };
}
