import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { labelFaults, MOST_LABELS, parseLabel, printLabels } from "./labels.ts";

describe("a label", () => {
  test.each([
    ["team=vision", { key: "team", value: "vision" }],
    [" team = computer vision ", { key: "team", value: "computer vision" }],
    ["a=b=c", { key: "a", value: "b=c" }],
    ["example.org/run_id-2=7", { key: "example.org/run_id-2", value: "7" }],
  ])("%s is read", (typed, label) => expect(parseLabel(typed)).toEqual(label));

  test.each([
    ["team", /key=value/],
    ["=x", /key is 1 to 63/],
    ["-a=x", /begins and ends/],
    ["a b=x", /letters, digits/],
    [`${"k".repeat(64)}=x`, /1 to 63/],
    ["team=", /value is 1 to 200/],
    [`team=${"v".repeat(201)}`, /1 to 200/],
    ["team=a\u0000b", /on one line/],
    ["team=\ud800", /value is/],
  ])("%j is refused with what is allowed", (typed, words) => {
    expect(parseLabel(typed)).toEqual({ fault: expect.stringMatching(words) });
  });
});

test("labels that are printed are read again as they were", () => {
  const key = fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9_./-]{0,20}[A-Za-z0-9])?$/);
  const value = fc
    .string({ minLength: 1, maxLength: 50, unit: "grapheme" })
    .filter((text) => labelFaults({ k: text }).length === 0);
  fc.assert(
    fc.property(fc.dictionary(key, value, { maxKeys: 8, noNullPrototype: true }), (labels) => {
      const read = printLabels(labels).map(parseLabel) as { key: string; value: string }[];
      expect(Object.fromEntries(read.map((label) => [label.key, label.value]))).toEqual(labels);
    }),
  );
});

test("faults name each key, and what is too many", () => {
  expect(labelFaults({ ok: "1", "no good": "1", empty: "" }).map(({ key }) => key)).toEqual([
    "no good",
    "empty",
  ]);
  const many = Object.fromEntries(Array.from({ length: MOST_LABELS + 1 }, (_, n) => [`k${n}`, "v"]));
  expect(labelFaults(many)).toEqual([{ key: "", message: "an execution has at most 32 labels" }]);
});
