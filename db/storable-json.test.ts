import { expect, test } from "vitest";
import { isStorable, storableJson } from "./storable-json.ts";

test("plain values are written as JSON writes them", () => {
  const value = { text: "größer 😀 \n\u0001", list: [1, null, true], at: new Date(0) };
  expect(storableJson(value)).toBe(JSON.stringify(value));
});

test.each([
  ["a NUL", "a\0b", "a\uFFFDb"],
  ["the first half of a pair", "a\uD83Db", "a\uFFFDb"],
  ["the second half of a pair", "a\uDE00b", "a\uFFFDb"],
  ["a whole pair", "a😀b", "a😀b"],
  ["the letters of an escape", "a\\u0000b", "a\\u0000b"],
])("%s", (_, text, kept) => {
  expect(JSON.parse(storableJson({ [text]: [text] }))).toEqual({ [kept]: [kept] });
  expect(isStorable(text)).toBe(text === kept);
});
