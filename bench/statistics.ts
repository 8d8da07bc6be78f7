/** The value that `share` of the samples do not exceed (nearest rank). Throws when there are none. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new Error("there are no samples");
  return value;
}

/** A figure over several runs: the median run, and the lowest and highest. */
export interface Spread {
  median: number;
  min: number;
  max: number;
}

export function spread(runs: readonly number[]): Spread {
  return { median: percentile(runs, 0.5), min: Math.min(...runs), max: Math.max(...runs) };
}

/** Ours over theirs, run by run, so that what slowed both cancels out. */
export function ratios(ours: readonly number[], theirs: readonly number[]): Spread {
  return spread(ours.map((value, run) => value / (theirs[run] ?? Number.NaN)));
}

/** `1.92 (1.50-2.70)` */
export function spreadText({ median, min, max }: Spread): string {
  const digits = median >= 100 ? 0 : 2;
  return `${median.toFixed(digits)} (${min.toFixed(digits)}-${max.toFixed(digits)})`;
}
