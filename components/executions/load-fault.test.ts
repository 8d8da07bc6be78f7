import { TRPCClientError } from "@trpc/client";
import { expect, test } from "vitest";
import { failureAfter, loadFaultOf, type Read } from "./load-fault.ts";

const KEY = [["services", "list"]];
const CLOCK = { at: (browserTime: number) => browserTime };
const OUTAGE = new Error("out of order");

function build(overrides: Partial<Read> = {}): Read {
  return {
    error: null,
    errorUpdateCount: 0,
    errorUpdatedAt: 0,
    dataUpdatedAt: 0,
    fetchStatus: "idle",
    data: undefined,
    isPlaceholderData: false,
    refetch: () => {},
    ...overrides,
  };
}

test("what is read for the first time has no fault", () => {
  expect(loadFaultOf(build({ fetchStatus: "fetching" }), null, KEY, CLOCK)).toBeNull();
});

test("what failed says when it is tried again, and while it is tried says the same without a time", () => {
  const failed = build({ error: OUTAGE, errorUpdateCount: 1, errorUpdatedAt: 10_000 });
  expect(loadFaultOf(failed, null, KEY, CLOCK)).toMatchObject({
    message: "out of order",
    since: new Date(10_000),
    retryAt: new Date(12_000),
  });
  const again = build({ errorUpdateCount: 1, errorUpdatedAt: 10_000, fetchStatus: "fetching" });
  expect(loadFaultOf(again, { error: OUTAGE, since: 4_000 }, KEY, CLOCK)).toMatchObject({
    message: "out of order",
    since: new Date(4_000),
    retryAt: null,
  });
});

test("what stands in for another question is no answer to this one", () => {
  const again = build({ data: [], isPlaceholderData: true, errorUpdateCount: 1, fetchStatus: "fetching" });
  expect(loadFaultOf(again, { error: OUTAGE, since: 4_000 }, KEY, CLOCK)).not.toBeNull();
});

test("what was read since is well, however often it failed before", () => {
  expect(
    loadFaultOf(
      build({ data: [], dataUpdatedAt: 1, errorUpdateCount: 3 }),
      { error: OUTAGE, since: 0 },
      KEY,
      CLOCK,
    ),
  ).toBeNull();
});

test("what is not there is not said to have failed while it is looked for again", () => {
  const missing = Object.assign(new TRPCClientError("no such thing"), { data: { code: "NOT_FOUND" } });
  const again = build({ errorUpdateCount: 1, fetchStatus: "fetching" });
  expect(loadFaultOf(again, { error: missing, since: 0 }, KEY, CLOCK)).toBeNull();
});

test("it fails since the first of the tries that were given up in a row, and not after it was read", () => {
  const first = build({ error: OUTAGE, errorUpdateCount: 1, errorUpdatedAt: 4_000 });
  const known = failureAfter(first, null);
  const second = build({ error: new Error("again"), errorUpdateCount: 2, errorUpdatedAt: 9_000 });
  expect(failureAfter(second, known)).toMatchObject({ error: { message: "again" }, since: 4_000 });
  expect(failureAfter(second, failureAfter(second, known))?.since).toBe(4_000);
  expect(failureAfter(build({ data: [], errorUpdateCount: 2 }), known)).toBeNull();
});

test("its times are the server's, whatever the browser's clock says", () => {
  const failed = build({ error: OUTAGE, errorUpdatedAt: 30_000, dataUpdatedAt: 29_000, data: [] });
  const behind = { at: (browserTime: number) => browserTime - 20_000 };
  expect(loadFaultOf(failed, null, KEY, behind)).toMatchObject({ dataFrom: new Date(9_000) });
});
