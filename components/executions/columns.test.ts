import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  ALWAYS,
  boundedWidth,
  COLUMN_KEYS,
  type ColumnChoice,
  DEFAULT_COLUMNS,
  isDefault,
  moved,
  movedBefore,
  parseColumns,
  printColumns,
  resized,
  toggledColumn,
  tracksOf,
} from "./columns.ts";

const choices: fc.Arbitrary<ColumnChoice> = fc
  .shuffledSubarray([...COLUMN_KEYS])
  .map((keys) => [...ALWAYS.filter((key) => !keys.includes(key)), ...keys])
  .chain((shown) =>
    fc.subarray(shown).chain((resized) =>
      fc.record({
        shown: fc.constant(shown),
        widths: fc.record(
          Object.fromEntries(
            resized.map((key) => [key, fc.integer({ min: 1, max: 2_000 }).map((n) => boundedWidth(key, n))]),
          ),
        ),
      }),
    ),
  );

describe("chosen columns", () => {
  test("are remembered as they are", () => {
    fc.assert(
      fc.property(choices, (choice) => {
        expect(parseColumns(printColumns(choice))).toEqual(choice);
      }),
    );
  });
  test("that nobody can read are the default, and what tells executions apart is always there", () => {
    expect(parseColumns("colour.shape")).toEqual(DEFAULT_COLUMNS);
    expect(parseColumns(null)).toEqual(DEFAULT_COLUMNS);
    expect(parseColumns("labels.labels.x").shown).toEqual(["state", "id", "labels"]);
    expect(parseColumns("service~99999.service~1").widths).toEqual({});
  });
  test("are moved, left out and brought back", () => {
    const { shown } = DEFAULT_COLUMNS;
    expect(moved(DEFAULT_COLUMNS, "id", -1).shown.slice(0, 2)).toEqual(["id", "state"]);
    expect(moved(DEFAULT_COLUMNS, "state", -1)).toEqual(DEFAULT_COLUMNS);
    expect(movedBefore(DEFAULT_COLUMNS, "runner", "state").shown[0]).toBe("runner");
    expect(toggledColumn(toggledColumn(DEFAULT_COLUMNS, "service"), "service").shown.at(-1)).toBe("service");
    expect(toggledColumn(DEFAULT_COLUMNS, "state").shown).toEqual(shown);
  });
  test("are made wider and narrower within bounds, from the width that they begin with", () => {
    const wider = resized(DEFAULT_COLUMNS, "service", 16);
    expect(wider.widths).toEqual({ service: 116 });
    expect(resized(wider, "service", -1_000).widths).toEqual({ service: 56 });
    expect(resized(wider, "service", 1_000).widths).toEqual({ service: 800 });
  });

  test("that nobody chose give way in a narrow list; chosen ones stay", () => {
    const count = (tracks: string) => tracks.split(/ (?![^(]*\))/).length;
    const own = tracksOf({ shown: ["state", "id", "runner"], widths: { runner: 120 } });
    expect(isDefault(DEFAULT_COLUMNS)).toBe(true);
    expect([...Object.values(tracksOf(DEFAULT_COLUMNS))].map(count)).toEqual([8, 9, 10]);
    expect(own.narrow).toBe(own.wide);
    expect(own.wide).toContain("120px");
  });
});
