import { expect, test } from "vitest";
import { DEFAULT_PLACEMENT } from "#server/domain/policy-values.ts";
import { hindranceWords } from "./hindrance-words.ts";

const service = {
  pausedAt: null,
  placement: { ...DEFAULT_PLACEMENT, replicas: 1 },
  scaling: null,
  startFailures: null,
  crashLoop: null,
  revision: 4,
  standInRevision: null,
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

test("replicas that fail to start are told from an older revision that serves instead", () => {
  const startFailures = {
    count: 3,
    error: "No module named torch",
    since: new Date(0),
    failedAt: new Date(0),
    retryAt: new Date(8_000),
    readyAt: null,
  };
  const failing = { ...service, startFailures, replicas: { ready: 0, older: 0 } };
  expect(hindranceWords(failing)).toBe("replicas fail to start");
  expect(hindranceWords({ ...failing, standInRevision: 3 })).toBe("replicas fail to start");
  expect(hindranceWords({ ...failing, standInRevision: 3, replicas: { ready: 2, older: 2 } })).toBe(
    "revision 3 stands in, 4 fails to start",
  );
});
