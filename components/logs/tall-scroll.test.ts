import fc from "fast-check";
import { expect, test } from "vitest";
import { anchorOf, isTall, LINE_HEIGHT, scaleOf, scrollTopFor, TALLEST_PX } from "./tall-scroll.ts";

const MILLION = 1_000_000;
const view = (scrollTop: number) => ({ scrollTop, clientHeight: 600 });

test("a log that a browser can lay out is laid out as it is", () => {
  expect(isTall(TALLEST_PX / LINE_HEIGHT)).toBe(false);
  expect(isTall(TALLEST_PX / LINE_HEIGHT + 1)).toBe(true);
  expect(scaleOf(100, 600)).toBe(1);
});

test("a taller one begins with its first line and ends with its last", () => {
  expect(anchorOf(MILLION, view(0))).toEqual({ line: 0, above: 0, top: 0 });
  const end = { line: MILLION - 1, above: 1, top: 600 };
  expect(anchorOf(MILLION, view(TALLEST_PX - 600))).toEqual(end);
  expect(anchorOf(MILLION, view(TALLEST_PX * 2))).toEqual(end);
});

test("lines of one height are scrolled past evenly", () => {
  const topLine = (scrollTop: number) => {
    const { line, above, top } = anchorOf(MILLION, view(scrollTop));
    return line + above - top / LINE_HEIGHT;
  };
  const step = topLine(1_001) - topLine(1_000);
  expect(topLine(7_000_001) - topLine(7_000_000)).toBeCloseTo(step, 4);
  expect(step * LINE_HEIGHT).toBeCloseTo(scaleOf(MILLION, 600), 4);
});

test("all of any line of any length of log can be brought into the view, also of one that is wrapped over many rows", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 400_001, max: 100_000_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 1, max: 30 }),
      (total, share, rows) => {
        const wanted = Math.floor(share * (total - 1));
        const { line, above, top } = anchorOf(total, view(scrollTopFor(wanted, total, 600)));
        const height = rows * LINE_HEIGHT;
        // The place itself may lie on the edge between two lines.
        const begins = top - above * height + (wanted - line) * height;
        expect(begins).toBeGreaterThanOrEqual(-0.001 * height);
        expect(begins + height).toBeLessThanOrEqual(600 + 0.001 * height);
      },
    ),
  );
});
