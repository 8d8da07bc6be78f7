import { expect, test } from "vitest";
import { createKeyMatcher, type Shortcut } from "./key-reader.ts";

const shortcut = (keys: string): Shortcut => ({ keys, label: keys, run: () => {} });
const shortcuts = ["g e", "g s", "e", "j"].map(shortcut);

function type(...presses: [key: string, at: number][]): (string | null)[] {
  const match = createKeyMatcher();
  return presses.map(([key, timeStamp]) => match({ key, timeStamp }, shortcuts)?.keys ?? null);
}

test("one key is enough for a shortcut of one key", () => {
  expect(type(["j", 0])).toEqual(["j"]);
});

test("two keys in a row make a pair, and not the second one alone", () => {
  expect(type(["g", 0], ["e", 300])).toEqual([null, "g e"]);
});

test("a first key is forgotten after a while", () => {
  expect(type(["g", 0], ["e", 5_000])).toEqual([null, "e"]);
});

test("a first key is forgotten when another key comes between", () => {
  expect(type(["g", 0], ["j", 100], ["s", 200])).toEqual([null, "j", null]);
});
