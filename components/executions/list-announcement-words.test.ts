import { expect, test } from "vitest";
import { numberFormat } from "#components/locale/format-number.ts";
import { changedWords, foundWords, newerWords, tickedWords } from "./list-announcement-words.ts";

const english = numberFormat("en");

test.each<[number, boolean, string, string]>([
  [0, true, "service:etl", "No executions with the filter service:etl"],
  [1, true, "service:etl", "1 execution with the filter service:etl"],
  [1_297, true, "", "1,297 executions"],
  [1_000, false, "", "1,000 or more executions"],
])("%i found (exact: %s) by “%s” is said as %s", (count, exact, filter, words) => {
  expect(foundWords({ count, exact }, filter, english)).toBe(words);
});

test("nothing is said while nothing is ticked and nothing has come", () => {
  expect([tickedWords(0, english), newerWords(0)]).toEqual(["", ""]);
});

test("more that come meanwhile are no other words", () => {
  expect(newerWords(2)).toBe(newerWords(1));
  expect(tickedWords(2, english)).toBe("2 selected, updates paused");
});

test("what is not shown while updates are paused is said as far as it is known", () => {
  const none = { count: 0, atLeast: false };
  expect(changedWords(none, 0, english)).toBeNull();
  expect(changedWords({ count: 1_200, atLeast: true }, 3, english)).toBe("1,200+ new, 3 changed");
  expect(changedWords(none, 3, english)).toBe("3 changed");
});
