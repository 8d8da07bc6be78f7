import { expect, test } from "vitest";
import { numberFormat, numberStyle } from "./format-number.ts";

test.each([
  ["en", "1,234,567", "-0.5"],
  ["en-IN", "12,34,567", "-0.5"],
  ["de-DE", "1.234.567", "-0,5"],
  ["fr-FR", "1 234 567", "-0,5"],
  ["sv-SE", "1 234 567", "−0,5"],
])("numbers in %s have its groups and its marks", (locale, grouped, small) => {
  const formatNumber = numberFormat(locale);
  expect([formatNumber(1_234_567).replaceAll(/\s/g, " "), formatNumber(-0.5)]).toEqual([grouped, small]);
});

test("a thousand is grouped where the language does so", () => {
  const both = (locale: string) => [1_000, 10_000].map((value) => numberFormat(locale)(value));
  expect(both("es-ES")).toEqual(["1000", "10.000"]);
  expect(both("de-DE")).toEqual(["1.000", "10.000"]);
});

test("a browser that knows another edition of the language writes as the server did", () => {
  const olderServer = { useGrouping: "min2", marks: { group: "’", decimal: "·", minusSign: "−" } } as const;
  const formatNumber = numberFormat("de-CH", olderServer);
  expect([1_234_567, 1_000, -0.5].map((value) => formatNumber(value))).toEqual(["1’234’567", "1000", "−0·5"]);
  expect(numberStyle("de-DE")).toEqual({
    useGrouping: "always",
    marks: { group: ".", decimal: ",", minusSign: "-" },
  });
});

test("options count for the number that they are given with", () => {
  const formatNumber = numberFormat("de");
  expect(formatNumber(1.25, { maximumFractionDigits: 1 })).toBe("1,3");
  expect(formatNumber(1.25)).toBe("1,25");
  expect(formatNumber(1.25, { minimumFractionDigits: 3 })).toBe("1,250");
});

test("a locale with digits of its own has those of the rest of the screen", () => {
  expect(numberFormat("ar-EG")(42)).toBe("42");
});

test("two readers at once each get their own", () => {
  const [german, english] = [numberFormat("de"), numberFormat("en")];
  expect([german(1_000), english(1_000), german(1_000)]).toEqual(["1.000", "1,000", "1.000"]);
});
