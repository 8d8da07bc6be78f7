import { expect, test } from "vitest";
import { momentFormats } from "./moment-formats.ts";

/** In the zone of whoever runs the test, as the reader's is. */
const AT = new Date(2026, 10, 3, 14, 42, 7);

test.each([
  ["en-GB", /^3 Nov 2026, 14:42:07 \S/, "14:42", "14:42:07", "3 Nov"],
  ["en-US", /^Nov 3, 2026, 2:42:07 PM \S/, "2:42 PM", "2:42:07 PM", "Nov 3"],
  ["de-DE", /^03\.11\.2026, 14:42:07 \S/, "14:42", "14:42:07", "3. Nov."],
])("a moment in %s has its order, and names the zone", (locale, absolute, clock, second, day) => {
  const { formatAbsolute, formatClock, formatSecond, formatDay } = momentFormats(locale);
  const plain = (words: string) => words.replaceAll(/\s/g, " ");
  expect(plain(formatAbsolute(AT))).toMatch(absolute);
  const short = [formatClock(AT), formatSecond(AT), formatDay(AT)];
  expect(short.map(plain)).toEqual([clock, second, day]);
});

test("a locale with digits of its own has those of the rest of the screen", () => {
  expect(momentFormats("ar-EG").formatClock(AT)).toMatch(/^2:42/);
});

test.each([
  ["en-GB", "03 Nov, 14:42:07.045"],
  ["en-US", "Nov 03, 02:42:07.045 PM"],
  ["de-DE", "03. Nov., 14:42:07,045"],
])("an instant in %s has its thousandths, in the same width however small its numbers", (locale, words) => {
  const { formatInstant } = momentFormats(locale);
  const plain = (at: Date) => formatInstant(at).replaceAll(/\s/g, " ");
  expect(plain(new Date(2026, 10, 3, 14, 42, 7, 45))).toBe(words);
  const few = plain(new Date(2026, 10, 3, 1, 2, 3, 4));
  expect(few).toHaveLength(words.length);
  expect(few).toMatch(/01:02:03[.,]004/);
});
