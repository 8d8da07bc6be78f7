import { nice } from "d3-array";

export type Range = readonly [number, number];

/** Maps a domain onto pixels; a domain without width lies in the middle. */
export function linearScale([from, to]: Range, [first, last]: Range): (value: number) => number {
  if (from === to) return () => (first + last) / 2;
  return (value) => first + ((value - from) / (to - from)) * (last - first);
}

/** The domain, widened to round values. */
export function niceDomain([from, to]: Range): [number, number] {
  return nice(from, to, 10);
}

/** Bars side by side over a width: where the bar at a place begins, and how wide each is. `padding` is a share of a step. */
export function bands(count: number, width: number, padding: number) {
  const step = width / Math.max(1, count + padding);
  return { start: (place: number) => (place + padding) * step, width: step * (1 - padding) };
}
