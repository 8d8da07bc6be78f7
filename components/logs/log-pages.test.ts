import { describe, expect, test } from "vitest";
import type { LogLineView } from "#server/domain/views.ts";
import { isAtEnd, lineIn, lineOfFragment, missingPages, PAGE_LINES, pagesOf } from "./log-pages.ts";

describe("pages of the visible lines", () => {
  test("an empty log needs none", () => {
    expect(pagesOf(0, 40, 0)).toEqual([]);
  });

  test("lines across a border need both pages", () => {
    expect(pagesOf(PAGE_LINES - 1, PAGE_LINES, 100_000)).toEqual([0, 1]);
  });

  test("lines beyond the end are not asked for", () => {
    expect(pagesOf(-5, 10_000, PAGE_LINES)).toEqual([0]);
  });

  test("what the tail holds is not read twice", () => {
    expect(missingPages({ first: 2_600, last: 2_640 }, 3_000, 2_500)).toEqual([]);
    expect(missingPages({ first: 2_300, last: 2_600 }, 2_900, 2_400)).toEqual([{ page: 4, until: 2_400 }]);
  });
});

test.each([
  ["#L12", 11],
  ["L1", 0],
  ["#L0", null],
  ["#L-1", null],
  ["", null],
  ["#other", null],
])("the fragment %s names line %s", (fragment, line) => {
  expect(lineOfFragment(fragment)).toBe(line);
});

test("a reader within a line of the end follows, one further up does not", () => {
  expect(isAtEnd({ scrollTop: 1580, clientHeight: 400, scrollHeight: 2000 })).toBe(true);
  expect(isAtEnd({ scrollTop: 1500, clientHeight: 400, scrollHeight: 2000 })).toBe(false);
});

function buildLines(first: number, ...texts: string[]): LogLineView[] {
  return texts.map((text, n) => ({
    number: first + n,
    at: new Date(0),
    stream: "stdout",
    text,
    level: null,
  }));
}

test("a line is found by its number, in whichever page holds it", () => {
  const pages = [{ lines: buildLines(500, "a", "b") }, undefined, { lines: buildLines(0, "c") }];
  expect(lineIn(pages, 501)?.text).toBe("b");
  expect(lineIn(pages, 0)?.text).toBe("c");
  expect(lineIn(pages, 502)).toBeUndefined();
});
