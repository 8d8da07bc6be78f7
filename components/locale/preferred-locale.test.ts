import fc from "fast-check";
import { expect, test } from "vitest";
import { preferredLocale } from "./preferred-locale.ts";

test.each([
  ["de-DE", "de-DE"],
  ["de-DE,de;q=0.9,en;q=0.8", "de-DE"],
  ["en;q=0.8, fr-CH, fr;q=0.9", "fr-CH"],
  ["en; q=0.5, de; Q=0.9", "de"],
  ["DE-de", "de-DE"],
  ["zh-hant-tw", "zh-Hant-TW"],
  // What Intl has no data for is passed over.
  ["tlh, xx-YY;q=0.9, nl;q=0.1", "nl"],
  // What else a tag says chooses nothing.
  ["ar-EG-u-nu-arab", "ar-EG"],
  ["en-US-posix", "en-US"],
  // Not wanted at all.
  ["de;q=0, en-GB;q=0.1", "en-GB"],
])("of %s it is %s", (header, locale) => expect(preferredLocale(header)).toBe(locale));

test.each([null, "", "*", ",,;;", "C", "en_US.UTF-8", "de;q=", "de;q=much", "\u0000", "x-private"])(
  "of what names none it is English: %j",
  (header) => expect(preferredLocale(header)).toBe("en"),
);

test("a header that names thousands is not read to its end", () =>
  expect(preferredLocale(`${"z,".repeat(9_000)}de`)).toBe("en"));

test("whatever a header says, the answer is a tag that Intl formats by", () => {
  const part = fc.constantFrom(
    "de",
    "-",
    "DE",
    "u",
    "nu",
    "arab",
    ";",
    "q=",
    "0.5",
    ",",
    "*",
    " ",
    "x",
    "1997",
    "i",
  );
  const header = fc.oneof(
    fc.string(),
    fc.array(part).map((parts) => parts.join("")),
  );
  fc.assert(
    fc.property(header, (said) => {
      const locale = preferredLocale(said);
      expect(Intl.NumberFormat.supportedLocalesOf(locale)).toEqual([locale]);
    }),
  );
});
