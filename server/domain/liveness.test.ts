import { expect, test } from "vitest";
import { isLost, SHOWN_LOST_MS } from "./liveness.ts";

const NOW = new Date(100_000);
const silent = (ms: number) => new Date(NOW.getTime() - ms);

test.each([
  ["active", SHOWN_LOST_MS - 1, false],
  ["active", SHOWN_LOST_MS, true],
  ["draining", SHOWN_LOST_MS, true],
  ["stopping", SHOWN_LOST_MS, true],
  ["stopped", 90_000, false],
  ["failed", 90_000, false],
  ["lost", 0, true],
])("one that is %s and silent for %d ms: lost is %s", (state, ms, lost) => {
  expect(isLost({ state, heartbeatAt: silent(ms) }, NOW)).toBe(lost);
});
