import { expect, test } from "vitest";
import { numberFormat } from "#components/locale/format-number.ts";
import { valueWords } from "./value-words.ts";

const english = numberFormat("en");

test.each([
  ["percent", 33.333, "33.3 %"],
  ["cores", 1.5, "1.5"],
  ["bytes", 0, "0 B"],
  ["bytes", 1_610_612_736, "1.5 GiB"],
  ["bytes", 536_870_912, "512 MiB"],
  ["number", 0.12345, "0.1235"],
  ["number", 0.00001234, "1.23E-5"],
  ["number", 12_345_678, "1.23E7"],
  ["number", 0, "0"],
  ["number", 12_345, "12,350"],
  ["number", -2, "-2"],
] as const)("%s %d reads %s", (kind, value, words) => expect(valueWords(kind, value, english)).toBe(words));

test.each([
  ["percent", 33.333, "33,3 %"],
  ["cores", 1.5, "1,5"],
  ["bytes", 1_610_612_736, "1,5 GiB"],
  ["number", 12_345, "12.350"],
  ["number", 0.00001234, "1,23E-5"],
] as const)("for a German reader %s %d reads %s", (kind, value, words) =>
  expect(valueWords(kind, value, numberFormat("de-DE"))).toBe(words),
);
