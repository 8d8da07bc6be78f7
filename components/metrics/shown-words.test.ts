import { expect, test } from "vitest";
import { numberFormat } from "#components/locale/format-number.ts";
import { attemptsWords, leftOutWords, rowsWords } from "./shown-words.ts";

const english = numberFormat("en");

test("what is left out is said, and which attempts are shown", () => {
  expect(leftOutWords({ mayBeThinned: true, points: 300, more: [] }, english)).toMatch(/^At most 300 points/);
  expect(leftOutWords({ mayBeThinned: false, points: 300, more: [] }, english)).toBeNull();
  expect(rowsWords(400, 1, english)).toBeNull();
  expect(rowsWords(1_200, 3, english)).toMatch(/^One row in 3 of 1,200;/);
  expect(attemptsWords([1], 1)).toBe("from the start of the first attempt");
  expect(attemptsWords([1, 2], 2)).toBe("from the start of the first attempt, 2 attempts");
  expect(
    attemptsWords(
      Array.from({ length: 20 }, (_, n) => n + 6),
      25,
    ),
  ).toBe("from the start of attempt 6, the last 20 of 25 attempts");
});
