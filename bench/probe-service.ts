import { fileURLToPath } from "node:url";
import type { Isolation } from "#server/domain/policy.ts";
import { createService } from "#server/services/create.ts";
import { type CurfewUnderTest, until } from "./curfew-under-test.ts";

const DIRECTORY = fileURLToPath(new URL("services", import.meta.url));
const FUNCTIONS = Object.fromEntries(
  ["stamp", "nothing", "loop", "checkpoint_cost"].map((name) => [name, { description: "", inputSchema: {} }]),
);

export type ProbeRuntime = "python" | "node";

/** Deploys a probe under this name and waits until its replica is warm. */
export async function deployProbe(
  curfew: CurfewUnderTest,
  name: string,
  runtime: ProbeRuntime,
  concurrency: number,
  isolation: Isolation = "process",
): Promise<void> {
  const entry = runtime === "python" ? "probe.py" : "probe.ts";
  await createService(curfew.ctx, {
    name,
    description: "A probe of the benchmark.",
    program: {
      runtime,
      entry,
      className: "ServiceRunner",
      directory: DIRECTORY,
      env: {},
      functions: FUNCTIONS,
    },
    policy: { gracePeriod: 30 },
    placement: { isolation, concurrency, replicas: 1 },
  });
  await until(`${name} is warm`, async () => (await curfew.client.services.get(name)).replicas.ready > 0);
}
