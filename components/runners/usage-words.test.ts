import { expect, test } from "vitest";
import { cpuWords, memoryWords } from "./usage-words.ts";

test.each([
  [null, "–"],
  [0, "0 B"],
  [1023, "1023 B"],
  [50_331_648, "48 MiB"],
  [1_610_612_736, "1.5 GiB"],
])("%s bytes read as %s", (bytes, words) => {
  expect(memoryWords(bytes)).toBe(words);
});

test("cores that are not known are not shown as none", () => {
  expect(cpuWords(null)).toBe("–");
  expect(cpuWords(0.4219)).toBe("0.42 cores");
});
