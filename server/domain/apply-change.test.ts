import { expect, test } from "vitest";
import { applyFault, needsNewReplicas } from "./apply-change.ts";
import { ServiceConfigSchema } from "./service-config.ts";

const config = ServiceConfigSchema.parse({
  program: { runtime: "command", argv: ["true"], directory: "/", functions: { run: {} } },
});

test("a policy, a description and a number of replicas reach replicas as they are", () => {
  const policy = { ...config.policy, gracePeriod: 1, executionTimeout: 5 };
  const placement = { ...config.placement, replicas: 4, maxReplicas: 9, cooldown: 1 };
  const after = { ...config, policy, placement, description: "x" };
  expect(needsNewReplicas(config, after)).toBe(false);
});

test("what a replica is started with needs another one", () => {
  expect(needsNewReplicas(config, { ...config, program: { ...config.program, env: { A: "1" } } })).toBe(true);
  for (const placement of [{ concurrency: 2 }, { isolation: "shared" as const }]) {
    expect(needsNewReplicas(config, { ...config, placement: { ...config.placement, ...placement } })).toBe(
      true,
    );
  }
});

test("force goes with replaced replicas only", () => {
  expect(applyFault("live", true)).toMatch(/apply "replace"/);
  expect(applyFault("new", true)).not.toBeNull();
  expect(applyFault("replace", true)).toBeNull();
  expect(applyFault(undefined, true)).toBeNull();
  expect(applyFault("live", false)).toBeNull();
});
