import { describe, expect, test } from "vitest";
import { remainingMs } from "./eta.ts";
import { filterWords, isAnchorOld, NO_FILTERS, toFilterInput, toggled } from "./filters.ts";
import { holdRows } from "./held-rows.ts";

const row = (id: string, status = "in-progress") => ({ id, status });
const shown = (held: ReturnType<typeof holdRows<ReturnType<typeof row>>>) =>
  held.rows.map(({ row: { id }, gone }) => (gone ? `(${id})` : id));

describe("rows under the pointer", () => {
  test("stay where they are when newer ones come, which are counted", () => {
    const held = holdRows([row("5"), row("4"), row("3"), row("2")], [row("3"), row("2")]);
    expect(shown(held)).toEqual(["3", "2"]);
    expect(held.newer).toBe(2);
  });
  test("show what became of them", () => {
    const held = holdRows([row("3", "success"), row("2")], [row("3"), row("2")]);
    expect(held.rows[0]?.row.status).toBe("success");
  });
  test("stay, marked, when they leave the list", () => {
    expect(shown(holdRows([row("3"), row("1")], [row("3"), row("2"), row("1")]))).toEqual(["3", "(2)", "1"]);
  });
  test("are followed by the next page", () => {
    expect(shown(holdRows([row("3"), row("2"), row("1")], [row("3"), row("2")]))).toEqual(["3", "2", "1"]);
  });
});

test("nobody reads: the newest rows are shown", () => {
  expect(holdRows([row("5"), row("4")], null)).toEqual({
    rows: [
      { row: row("5"), gone: false },
      { row: row("4"), gone: false },
    ],
    newer: 0,
  });
});

describe("filters", () => {
  test("are told in words", () => {
    expect(filterWords({ statuses: ["failed"], services: ["etl"], range: "24h", text: " oom " })).toEqual([
      "failed",
      "service etl",
      "last 24 hours",
      "“oom”",
    ]);
  });
  test("that are not set restrict nothing", () => {
    expect(toFilterInput(NO_FILTERS, 0)).toEqual({ services: undefined, from: undefined, text: undefined });
  });
  test("of time end at the anchor", () => {
    expect(toFilterInput({ ...NO_FILTERS, range: "1h" }, 7_200_000).from).toEqual(new Date(3_600_000));
  });
  test("of time are counted anew when a sixtieth has passed", () => {
    expect(isAnchorOld("1h", 0, 60_000)).toBe(false);
    expect(isAnchorOld("1h", 0, 60_001)).toBe(true);
    expect(isAnchorOld(null, 0, 9e9)).toBe(false);
  });
  test("are set and taken back by the same click", () => {
    expect(toggled(["a"], "b")).toEqual(["a", "b"]);
    expect(toggled(["a", "b"], "a")).toEqual(["b"]);
  });
});

describe("the forecast", () => {
  const execution = {
    status: "in-progress" as const,
    stop: null,
    progress: 25,
    progressAt: new Date(100_000),
    startedAt: new Date(0),
    attempt: 1,
    rerunOf: null,
  };
  test("is what is left at the pace so far", () => expect(remainingMs(execution, 110_000)).toBe(290_000));
  test("is not made too early, nor after the time is up", () => {
    expect(remainingMs({ ...execution, progress: 1 }, 110_000)).toBeNull();
    expect(remainingMs(execution, 900_000)).toBeNull();
  });
  test("is not made for what went on from saved state", () => {
    expect(remainingMs({ ...execution, attempt: 2 }, 110_000)).toBeNull();
    expect(remainingMs({ ...execution, rerunOf: "1" }, 110_000)).toBeNull();
  });
});
