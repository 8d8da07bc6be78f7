import { expect, test } from "vitest";
import { holdRows, type Loaded } from "./held-rows.ts";
import { changedSince, grownBy, shownStill, stillOf } from "./still-rows.ts";

const row = (id: string, status = "in-progress") => ({ id, status });
type Row = ReturnType<typeof row>;
const loaded = (...rows: Row[]): Loaded<Row> => ({
  rows,
  sort: "newest",
  hasMore: false,
  gap: false,
  elsewhere: new Map(),
});
const then = [row("3"), row("2")];
const still = stillOf("", holdRows(loaded(...then), null), 1_000);
const held = holdRows(loaded(row("4"), row("3", "success"), row("1")), then);

test("while updates are paused rows stay as they were, dated; what changed is counted", () => {
  expect(shownStill(still, held).slice(0, 2)).toEqual([
    { row: row("3"), gone: false, at: 1_000 },
    { row: row("2"), gone: false, at: 1_000 },
  ]);
  expect(changedSince(still, held, ({ status }) => status)).toBe(2);
});

test("rows of which something is asked meanwhile are shown as they are now", () => {
  const touched = { ...still, touched: new Set(["3"]) };
  expect(shownStill(touched, held)[0]).toEqual({ row: row("3", "success"), gone: false, at: null });
  expect(changedSince(touched, held, ({ status }) => status)).toBe(1);
});

test("what is loaded below meanwhile follows them, as it was when it came", () => {
  const grown = grownBy(still, held, 2_000);
  expect(grown.rows.map(({ row: { id }, at }) => [id, at])).toEqual([
    ["3", 1_000],
    ["2", 1_000],
    ["1", 2_000],
  ]);
  expect(grownBy(grown, held, 3_000)).toBe(grown);
});
