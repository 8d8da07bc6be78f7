import type { AttemptSamples } from "./sample-views.ts";

/** In the order in which they were first reported. */
export function metricNames(samples: readonly Pick<AttemptSamples, "progress">[]): string[] {
  const names = new Set<string>();
  for (const { progress } of samples)
    for (const { metrics } of progress) for (const name of Object.keys(metrics ?? {})) names.add(name);
  return [...names];
}
