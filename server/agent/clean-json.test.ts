import { expect, test } from "vitest";
import { cleanText, parseCleanJson } from "./clean-json.ts";

test.each([
  [String.raw`{"a":"x\u0000y"}`, { a: "x\uFFFDy" }],
  [String.raw`{"x\u0000":[1,"\u0000",null]}`, { "x\uFFFD": [1, "\uFFFD", null] }],
  [String.raw`"\ud83d\ude00"`, "😀"],
  [String.raw`"\ud83d!"`, "\uFFFD!"],
  [String.raw`"!\uDE00"`, "!\uFFFD"],
  [String.raw`"C:\\u0000"`, String.raw`C:\u0000`],
  [`{"a":[true,1.5,"b"]}`, { a: [true, 1.5, "b"] }],
])("%s becomes what a row can hold", (text, expected) => {
  expect(parseCleanJson(text)).toEqual(expected);
});

test("text keeps whole characters", () => {
  expect(cleanText("a\0😀\uD83D")).toBe("a\uFFFD😀\uFFFD");
});
