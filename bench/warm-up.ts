import type { CurfewUnderTest } from "./curfew-under-test.ts";
import type { GraphileUnderTest } from "./graphile-under-test.ts";
import type { ProbeRuntime } from "./probe-service.ts";
import type { Settings } from "./settings.ts";
import { measureGraphileStarts, measureHttpStarts, measureStarts } from "./start-latency.ts";
import { measureStops } from "./stop-latency.ts";

/** Afterwards code is compiled, statements are planned on every connection, and pools are open. */
export async function warmUpCurfew(
  curfew: CurfewUnderTest,
  runtimes: ProbeRuntime[],
  settings: Settings,
): Promise<void> {
  const { calls, starts, stops } = settings.warmUp;
  const less = { ...settings, stops, starts: { python: starts, node: Math.ceil(starts / 5) } };
  for (const runtime of runtimes) {
    await measureStarts(curfew, runtime, less);
    await measureHttpStarts(curfew, runtime, less);
    await measureStops(curfew, runtime, less);
  }
  const { id } = await curfew.client.executions.start({
    service: `bench-${runtimes[0]}`,
    functionName: "nothing",
  });
  await curfew.ended(id);
  for (let call = 0; call < calls; call++) await curfew.client.executions.terminate(id);
}

export async function warmUpGraphile(graphile: GraphileUnderTest, settings: Settings): Promise<void> {
  const { starts } = settings.warmUp;
  await measureGraphileStarts(graphile, { ...settings, starts: { python: starts, node: 0 } });
}
