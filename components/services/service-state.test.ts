import { expect, test } from "vitest";
import { DEFAULT_PLACEMENT } from "#server/domain/policy.ts";
import { serviceStateOf } from "./service-state.ts";

const READY = { pausedAt: null, placement: DEFAULT_PLACEMENT, lastError: null, replicas: { ready: 1 } };

test.each([
  ["a ready replica", READY, "active"],
  ["a ready replica after a failure", { ...READY, lastError: "No module named torch" }, "active"],
  ["no replica yet", { ...READY, replicas: { ready: 0 } }, "starting"],
  ["only failures", { ...READY, replicas: { ready: 0 }, lastError: "No module named torch" }, "failing"],
  ["a pause, whatever its replicas do", { ...READY, pausedAt: new Date(0) }, "paused"],
  [
    "replicas set to 0",
    { ...READY, placement: { ...DEFAULT_PLACEMENT, replicas: 0 }, replicas: { ready: 0 } },
    "off",
  ],
])("a service with %s is shown right", (_, service, state) => {
  expect(serviceStateOf(service)).toBe(state);
});
