import { expect, test } from "vitest";
import { freshnessOf } from "./freshness.ts";

const AT = 1_000;
const since = new Date(AT);

test.each([
  [{ push: "open", reads: "good" }, { state: "live" }],
  [
    { push: "polling", reads: "good" },
    { state: "polling", since },
  ],
  [
    { push: "polling", reads: "failing" },
    { state: "reconnecting", since },
  ],
  [
    { push: "connecting", reads: "good" },
    { state: "reconnecting", since },
  ],
  [
    { push: "polling", reads: "failed" },
    { state: "offline", since },
  ],
] as const)("%j says how old what is shown may be", (link, freshness) => {
  expect(freshnessOf({ ...link, lastGoodAt: AT, pausedAt: null })).toEqual(freshness);
});

test("a list that stands as it was is not called live, and no outage is hidden by that", () => {
  const link = { push: "open", reads: "good", lastGoodAt: AT, pausedAt: 2_000 } as const;
  expect(freshnessOf(link)).toEqual({ state: "paused", since: new Date(2_000) });
  expect(freshnessOf({ ...link, reads: "failed" })).toEqual({ state: "offline", since });
});
