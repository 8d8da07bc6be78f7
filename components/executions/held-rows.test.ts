import { describe, expect, test } from "vitest";
import { type HeldRows, holdRows, type Loaded, missingOf, reaches } from "./held-rows.ts";

const row = (id: string, status = "in-progress") => ({ id, status });
type Row = ReturnType<typeof row>;
const loaded = (ids: string, rest: Partial<Loaded<Row>> = {}): Loaded<Row> => ({
  rows: [...ids].map((id) => row(id)),
  sort: "newest",
  hasMore: false,
  gap: false,
  elsewhere: new Map(),
  ...rest,
});
const rowsOf = (ids: string) => loaded(ids).rows;
const shown = ({ rows }: Pick<HeldRows<Row>, "rows">) =>
  rows.map(({ row: { id }, gone }) => (gone ? `(${id})` : id)).join("");

describe("rows under the pointer", () => {
  test("stay where they are when newer ones come, which are counted", () => {
    const held = holdRows(loaded("5432"), rowsOf("32"));
    expect(shown(held)).toBe("32");
    expect(held.newer).toEqual({ count: 2, atLeast: false });
  });
  test("show what became of them", () => {
    const held = holdRows(loaded("", { rows: [row("3", "success"), row("2")] }), rowsOf("32"));
    expect(held.rows[0]?.row.status).toBe("success");
  });
  test("stay, marked, when they leave the list", () => {
    expect(shown(holdRows(loaded("31"), rowsOf("321")))).toBe("3(2)1");
  });
  test("are not called gone because newer ones moved them beyond what is loaded", () => {
    const held = holdRows(loaded("9876", { hasMore: true }), rowsOf("7532"));
    expect(shown(held)).toBe("7532");
    expect(held.newer).toEqual({ count: 2, atLeast: false });
  });
  test("are gone when they would have been loaded, or a read of their own says so", () => {
    expect(shown(holdRows(loaded("9873", { hasMore: true }), rowsOf("7532")))).toBe("7(5)32");
    const elsewhere = new Map([
      ["5", null],
      ["3", row("3", "success")],
    ]);
    const held = holdRows(loaded("987", { hasMore: true, elsewhere }), rowsOf("7532"));
    expect(shown(held)).toBe("7(5)32");
    expect(held.rows[2]?.row.status).toBe("success");
  });
  test("count as so many or more what came on top when nobody loaded further", () => {
    expect(holdRows(loaded("987", { hasMore: true }), rowsOf("32")).newer).toEqual({
      count: 3,
      atLeast: true,
    });
    expect(holdRows(loaded("932", { gap: true }), rowsOf("32")).newer).toEqual({ count: 1, atLeast: true });
  });
  test("of another order are followed by whatever is new", () => {
    const held = holdRows(loaded("523", { sort: "longest" }), rowsOf("23"));
    expect(shown(held)).toBe("235");
    expect(held.newer.count).toBe(0);
  });
  test("of another order are gone only when all is loaded, or what follows them", () => {
    expect(shown(holdRows(loaded("5", { sort: "longest", hasMore: true }), rowsOf("23")))).toBe("235");
    expect(shown(holdRows(loaded("134", { sort: "oldest", hasMore: true }), rowsOf("1239")))).toBe("1(2)394");
  });
  test("are followed by the next page", () => {
    expect(shown(holdRows(loaded("321"), rowsOf("32")))).toBe("321");
  });
});

test("nobody reads: the newest rows are shown", () => {
  expect(holdRows(loaded("54"), null)).toEqual({
    rows: [
      { row: row("5"), gone: false, at: null },
      { row: row("4"), gone: false, at: null },
    ],
    newer: { count: 0, atLeast: false },
  });
});

test("of rows that stand still, those are read by themselves that are on the screen and were not loaded", () => {
  expect(missingOf(rowsOf("987"), rowsOf("7532"), ["5", "7"])).toEqual(["5"]);
  expect(missingOf(rowsOf("987"), rowsOf("7532"), [])).toEqual([]);
});

test("page after page of newer ones is not loaded under rows that stand still", () => {
  expect(reaches(rowsOf("32"), row("5"))).toBe(false);
  expect(reaches(rowsOf("32"), row("2"))).toBe(true);
  expect(reaches(rowsOf("32"), row("1"))).toBe(true);
  expect(reaches(rowsOf("32"), undefined)).toBe(true);
});
