import { expect, test } from "vitest";
import { DEFAULT_PLACEMENT } from "#server/domain/policy-values.ts";
import { hindranceWords } from "./hindrance-words.ts";

const service = {
  pausedAt: null,
  placement: { ...DEFAULT_PLACEMENT, replicas: 1 },
  scaling: null,
  startFailures: null,
  crashLoop: null,
  replicas: { ready: 1, older: 0 },
};

test("what waits is told what of its service stands in the way, and nothing where a replica is ready", () => {
  expect(hindranceWords(service)).toBeNull();
  expect(hindranceWords({ ...service, pausedAt: new Date(0) })).toBe("service paused");
  expect(hindranceWords({ ...service, replicas: { ready: 0, older: 0 } })).toBe("no replica ready yet");
  expect(hindranceWords({ ...service, placement: { ...service.placement, replicas: 0 } })).toBe(
    "service has no replicas",
  );
});
