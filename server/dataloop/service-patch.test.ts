import { expect, test } from "vitest";
import { buildConfig } from "#db/testing-builders.ts";
import { readServicePatch } from "./service-patch.ts";
import { toWireService } from "./service-wire.ts";
import { START } from "./testing-records.ts";

const served = toWireService(
  {
    id: "service-1",
    name: "train",
    createdAt: START,
    createdBy: "ada@example.org",
    updatedAt: START,
    updatedBy: "ada@example.org",
    pausedAt: null,
    revision: 3,
    config: buildConfig(),
  },
  "http://127.0.0.1:3000/dataloop/api/v1",
);

test("the service as it was read changes nothing", () => {
  expect(readServicePatch(served, served)).toEqual({
    policy: { executionTimeout: 3600, drainTime: 600, onReset: "failed", maxAttempts: 3, queueLimit: null },
    placement: { isolation: "process", replicas: 1, concurrency: 1 },
    paused: false,
  });
});

test("what the guide changes, from a copy that is old", () => {
  const old = { ...served, version: "1.0.0", updatedAt: "2025-01-01T00:00:00.000Z", displayName: "Train" };
  const patch = readServicePatch(served, { ...old, executionTimeout: 60, onReset: "rerun" });
  expect(patch.policy).toMatchObject({ executionTimeout: 60, onReset: "rerun" });
});

test("a runtime without the parts that the client does not know is merged", () => {
  expect(readServicePatch(served, { runtime: { concurrency: 4 } }).placement).toEqual({ concurrency: 4 });
});

test("process or thread for each execution is isolation", () => {
  expect(readServicePatch(served, { runExecutionAsProcess: false }).placement).toEqual({
    isolation: "shared",
  });
  expect(readServicePatch(served, { active: false })).toMatchObject({ paused: true });
});

test("what is empty on both sides is no change", () => {
  expect(() =>
    readServicePatch(served, { integrations: [], config: null, app: null, panels: {} }),
  ).not.toThrow();
});

test.each([
  [{ name: "other" }, "name can't be set"],
  [{ packageRevision: "2.0.0" }, "packageRevision can't be set"],
  [{ initParams: { a: 1 } }, "initParams can't be set"],
  [{ runtime: { podType: "gpu-t4" } }, "runtime.podType can't be set"],
  [{ runtime: { autoscaler: { type: "cpu", minReplicas: 0 } } }, 'autoscaler.type must be "rabbitmq"'],
  [{ runtime: { autoscaler: 3 } }, "autoscaler must be an object or null"],
  [{ runtime: { autoscaler: { type: "rabbitmq", maxReplicas: 0 } } }, "maxReplicas must be a whole number"],
  [{ runtime: { autoscaler: { type: "rabbitmq", queueLength: "9" } } }, "queueLength must be a whole number"],
  [{ runtime: [] }, "runtime must be an object"],
  [{ active: "no" }, "active must be true or false"],
  [{ colour: "red" }, "colour can't be set"],
])("%o is refused by name", (patch, message) => {
  expect(() => readServicePatch(served, patch)).toThrow(message);
});

const scaled = {
  ...served,
  runtime: {
    ...served.runtime,
    autoscaler: {
      type: "rabbitmq",
      minReplicas: 1,
      maxReplicas: 4,
      queueLength: 10,
      cooldownPeriod: 300,
      pollingInterval: 10,
    },
  },
} as const;

test("an autoscaler by the length of the queue is replicas that follow the load", () => {
  const autoscaler = {
    type: "rabbitmq",
    minReplicas: 0,
    maxReplicas: 4,
    queueLength: 10,
    cooldownPeriod: 60,
  };
  const { placement } = readServicePatch(served, { runtime: { ...served.runtime, autoscaler } });
  expect(placement).toEqual({
    concurrency: 1,
    replicas: 0,
    maxReplicas: 4,
    executionsPerReplica: 10,
    cooldown: 60,
  });
});

test("an autoscaler as it was read changes nothing, and none ends scaling", () => {
  const fewest = { runtime: { ...scaled.runtime, numReplicas: 2 } };
  expect(readServicePatch(scaled, fewest).placement).toEqual({ replicas: 2, concurrency: 1 });
  const none = { runtime: { ...scaled.runtime, autoscaler: null } };
  expect(readServicePatch(scaled, none).placement).toMatchObject({ maxReplicas: null });
  expect(readServicePatch(scaled, { runtime: {} }).placement).toEqual({});
});
