import fc from "fast-check";
import { expect, test } from "vitest";
import { isTall, LINE_HEIGHT, lineAtTop, scaleOf, scrollTopFor, TALLEST_PX } from "./tall-scroll.ts";

const MILLION = 1_000_000;
const view = (scrollTop: number) => ({ scrollTop, clientHeight: 600 });

test("a log that a browser can lay out is laid out as it is", () => {
  expect(isTall(TALLEST_PX / LINE_HEIGHT)).toBe(false);
  expect(isTall(TALLEST_PX / LINE_HEIGHT + 1)).toBe(true);
  expect(scaleOf(100, 600)).toBe(1);
});

test("a taller one begins with its first line and ends with its last", () => {
  expect(lineAtTop(MILLION, view(0))).toBe(0);
  expect(lineAtTop(MILLION, view(TALLEST_PX - 600))).toBe(MILLION - 600 / LINE_HEIGHT);
  expect(lineAtTop(MILLION, view(TALLEST_PX * 2))).toBe(MILLION - 600 / LINE_HEIGHT);
});

test("any line of any length of log can be brought to the middle", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 400_001, max: 1_000_000_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (total, share) => {
        const line = Math.floor(share * (total - 1));
        const top = lineAtTop(total, view(scrollTopFor(line, total, 600)));
        expect(line).toBeGreaterThanOrEqual(Math.floor(top) - 1);
        expect(line).toBeLessThanOrEqual(top + 600 / LINE_HEIGHT + 1);
      },
    ),
  );
});
