import { expect, test } from "vitest";
import { DEFAULT_PLACEMENT } from "#server/domain/policy-values.ts";
import { serviceStateOf } from "./service-state.ts";

const READY = {
  pausedAt: null,
  placement: DEFAULT_PLACEMENT,
  startFailures: null,
  crashLoop: null,
  scaling: null,
  replicas: { ready: 1, older: 0 },
};
const FAILURES = {
  count: 3,
  error: "No module named torch",
  since: new Date(0),
  failedAt: new Date(0),
  retryAt: new Date(8_000),
  readyAt: null,
};

const CRASHES = {
  count: 5,
  error: "Worker was killed by SIGSEGV",
  executionId: "01890000-0000-7000-8000-000000000000",
  since: new Date(0),
  crashedAt: new Date(5_000),
};

test.each([
  ["a ready replica", READY, "active"],
  ["a ready replica after a failure", { ...READY, startFailures: FAILURES }, "active"],
  ["no replica yet", { ...READY, replicas: { ready: 0, older: 0 } }, "starting"],
  ["only failures", { ...READY, replicas: { ready: 0, older: 0 }, startFailures: FAILURES }, "failing"],
  [
    "old replicas, and new ones that fail",
    { ...READY, replicas: { ready: 2, older: 2 }, startFailures: FAILURES },
    "failing",
  ],
  [
    "a replica that became ready after failures",
    { ...READY, startFailures: { ...FAILURES, readyAt: new Date(9_000) } },
    "active",
  ],
  ["workers that crash one after another", { ...READY, crashLoop: CRASHES }, "crashing"],
  [
    "crashes, and replicas that do not even start",
    { ...READY, replicas: { ready: 0, older: 0 }, startFailures: FAILURES, crashLoop: CRASHES },
    "failing",
  ],
  ["old replicas beside new ones", { ...READY, replicas: { ready: 2, older: 1 } }, "updating"],
  ["a pause, whatever its replicas do", { ...READY, pausedAt: new Date(0) }, "paused"],
  [
    "no replica wanted while nothing is to do",
    {
      ...READY,
      scaling: { wanted: 0, fall: null },
      replicas: { ready: 0, older: 0 },
      startFailures: FAILURES,
    },
    "idle",
  ],
  [
    "a replica wanted and none ready",
    { ...READY, scaling: { wanted: 1, fall: null }, replicas: { ready: 0, older: 0 } },
    "starting",
  ],
  [
    "replicas set to 0",
    { ...READY, placement: { ...DEFAULT_PLACEMENT, replicas: 0 }, replicas: { ready: 0, older: 0 } },
    "off",
  ],
])("a service with %s is shown right", (_, service, state) => {
  expect(serviceStateOf(service)).toBe(state);
});
