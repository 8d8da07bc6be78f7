import { expect, test } from "vitest";
import { IDLE_MS, LIVE_MS, refetchInterval, refetchIntervalOf } from "./refetch-policy.ts";

const counts = { created: 0, "in-progress": 0, stopping: 0, success: 5, failed: 1, terminated: 0 };
const page = (status: string) => ({ rows: [{ status }], nextCursor: null });

test.each([
  ["executions.list", page("in-progress"), LIVE_MS],
  ["executions.list", page("created"), LIVE_MS],
  ["executions.list", page("success"), IDLE_MS],
  ["executions.list", { pages: [page("success"), page("in-progress")] }, LIVE_MS],
  ["executions.list", { pages: [page("success")] }, IDLE_MS],
  ["executions.get", { status: "in-progress" }, LIVE_MS],
  ["executions.get", { status: "terminated" }, IDLE_MS],
  ["executions.counts", { ...counts, "in-progress": 1 }, LIVE_MS],
  ["executions.counts", counts, IDLE_MS],
  ["executions.logs", { live: true }, LIVE_MS],
  ["executions.logs", { live: false }, IDLE_MS],
  ["services.list", [{ counts }, { counts: { ...counts, created: 2 } }], LIVE_MS],
  ["services.get", { counts }, IDLE_MS],
  ["runners.list", [{ state: "active" }], LIVE_MS],
  ["runners.list", [{ state: "stopped" }], IDLE_MS],
])("%s showing %j is read again after %d ms", (path, data, interval) => {
  expect(refetchInterval(path, data)).toBe(interval);
});

test("what has not arrived yet is asked for soon", () => {
  expect(refetchInterval("executions.get", undefined)).toBe(LIVE_MS);
});

test("what does not change by itself is read once, and what a change would do now is read as time passes", () => {
  expect(refetchInterval("session.me", {})).toBe(false);
  expect(refetchInterval("services.previewPolicy", { running: 3 })).toBe(IDLE_MS);
});

test("the path is taken from the key; keys of others are left alone", () => {
  const query = (queryKey: unknown[]) => ({ queryKey, state: { data: { status: "created" } } });
  expect(refetchIntervalOf(query([["executions", "get"], { input: {} }]))).toBe(LIVE_MS);
  expect(refetchIntervalOf(query(["theme"]))).toBe(false);
});
