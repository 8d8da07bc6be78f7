import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { END_REASONS } from "../status.ts";
import { type ExecutionQuery, MARKS, NO_QUERY, SORTS, STATUS_FILTERS } from "./execution-query.ts";
import { parseQuery } from "./parse-query.ts";
import { printQuery, termsOf, withoutTerm } from "./print-query.ts";

const read = (text: string): ExecutionQuery => {
  const parsed = parseQuery(text);
  if ("fault" in parsed) throw new Error(parsed.fault.message);
  return parsed.query;
};
const faultOf = (text: string) => {
  const parsed = parseQuery(text);
  return "fault" in parsed ? parsed.fault : null;
};

describe("what is typed", () => {
  test("is read field by field", () => {
    const typed =
      'service:train,etl status:in-progress older:1h label.team=vision,speech "out of memory" 7f3a';
    expect(read(typed)).toEqual({
      ...NO_QUERY,
      services: ["train", "etl"],
      statuses: ["in-progress"],
      older: 3_600,
      labels: [{ key: "team", values: ["vision", "speech"] }],
      texts: ["out of memory", "7f3a"],
    });
  });
  test("several of one field are any of them", () => {
    expect(read("service:a service:b,a").services).toEqual(["a", "b"]);
  });
  test("live is what has not ended", () => {
    expect(read("status:live").statuses).toEqual(["created", "in-progress"]);
  });
  test("a label without a value is one with any", () => {
    expect(read("label.team").labels).toEqual([{ key: "team", values: null }]);
  });
  test("times without a zone are UTC", () => {
    expect(read("from:2026-11-23").from).toBe(Date.UTC(2026, 10, 23));
    expect(read("from:2026-11-23T10:00").from).toBe(Date.UTC(2026, 10, 23, 10));
    expect(read("to:2026-11-23T10:00+02:00").to).toBe(Date.UTC(2026, 10, 23, 8));
  });
});

describe("what can't be read says which word and what is allowed", () => {
  test.each([
    [
      "a status:runing",
      2,
      "status is one of created, in-progress, success, failed, terminated, stopping, live",
    ],
    ["reason:bored", 0, "reason is one of error, timeout"],
    ["parent:7f3a", 0, "parent is a whole id, not 7f3a"],
    ["is:bored", 0, "is is one of lost, stalled, overdue, slow, unverified, not bored"],
    ["bulk:7f3a", 0, "bulk is the whole id of a bulk, or one with a part"],
    [
      "bulk:0198d0a4-0000-7000-8000-000000000000/stopped",
      0,
      "<id>/failed: waiting, done, skipped, failed, started",
    ],
    ["colour:red", 0, "there is no filter colour: there are service, function, status"],
    ["http://x", 0, 'To find it as text, put it in quotes: "http://x"'],
    ["service:", 0, "service: needs a value"],
    ["older:soon", 0, "older is a time such as 90s, 15m, 1h, 7d or 2w"],
    ["older:0s", 0, "at most 3650d, not 0s"],
    ["older:1h older:2h", 9, "older stands twice"],
    ["from:yesterday", 0, "from is a time such as 2026-11-23"],
    ["from:2026-13-01", 0, "not 2026-13-01"],
    ["id:7f3a", 0, "id is a whole id"],
    ["label.-x=1", 0, "a label's key is 1 to 63"],
    ["label.a= b", 0, "label.a= needs a value"],
    ["label.a=1 label.a=2", 10, "label.a stands twice"],
    ["sort:age", 0, "sort is one of newest, oldest, longest, deadline"],
    ["sort:longest", 0, "add status:in-progress"],
    ['x "open', 2, 'a " is missing'],
    ['""', 0, "nothing stands between"],
    ["constructor:x", 0, "there is no filter constructor"],
  ])("%s", (typed, start, words) => {
    expect(faultOf(typed)).toMatchObject({ start, message: expect.stringContaining(words) });
  });
  test("too long", () => expect(faultOf("x".repeat(2_001))?.message).toContain("at most 2000"));
});

const words = fc.array(fc.string({ minLength: 1, maxLength: 12, unit: "grapheme" }), { maxLength: 3 });
const trimmed = words.map((list) => [...new Set(list.map((one) => one.trim()).filter(Boolean))]);
const key = fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9_./-]{0,8}[A-Za-z0-9])?$/);
const labelValues = fc.option(
  words.filter((list) => list.length > 0).map((list) => [...new Set(list)]),
  { nil: null },
);
const seconds = fc.option(fc.integer({ min: 1, max: 3_650 * 86_400 }), { nil: null });
const moment = fc.option(fc.integer({ min: 0, max: Date.UTC(9_999, 11) }), { nil: null });
const queries: fc.Arbitrary<ExecutionQuery> = fc
  .record({
    services: trimmed,
    functions: trimmed,
    statuses: fc.uniqueArray(fc.constantFrom(...STATUS_FILTERS)),
    marks: fc.uniqueArray(fc.constantFrom(...MARKS)),
    reasons: fc.uniqueArray(fc.constantFrom(...END_REASONS)),
    runners: trimmed,
    creators: trimmed,
    labels: fc.uniqueArray(fc.record({ key, values: labelValues }), { selector: (label) => label.key }),
    ids: fc.uniqueArray(fc.uuid(), { maxLength: 2 }),
    parents: fc.uniqueArray(fc.uuid(), { maxLength: 2 }),
    bulks: fc.uniqueArray(
      fc.tuple(fc.uuid(), fc.constantFrom("", "/failed", "/started")).map((parts) => parts.join("")),
      { maxLength: 2 },
    ),
    older: seconds,
    newer: seconds,
    from: moment,
    to: moment,
    texts: trimmed,
    sort: fc.constantFrom(...SORTS),
  })
  .map((query) =>
    query.statuses.length > 0 && query.statuses.every((one) => one === "in-progress" || one === "stopping")
      ? query
      : { ...query, sort: query.sort === "oldest" ? "oldest" : "newest" },
  );

describe("printing", () => {
  test("what is printed is read as it was", () => {
    fc.assert(
      fc.property(queries, (query) => {
        expect(read(printQuery(query))).toEqual(query);
      }),
      { numRuns: 1_000 },
    );
  });
  test("whatever is typed is read, or refused at one of its words", () => {
    const alphabet = fc.constantFrom(...'abs:,.="\\ -1hZT', "service:", "label.", "status:", "older:");
    const typed = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.array(alphabet).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(typed, (text) => {
        const parsed = parseQuery(text);
        if ("fault" in parsed) {
          expect(parsed.fault.start).toBeGreaterThanOrEqual(0);
          expect(parsed.fault.end).toBeLessThanOrEqual(text.length);
        } else expect(read(printQuery(parsed.query))).toEqual(parsed.query);
      }),
      { numRuns: 1_000 },
    );
  });
  test("taking every part away leaves nothing", () => {
    fc.assert(
      fc.property(queries, (query) => {
        const bare = termsOf(query).reduce((rest, { name }) => withoutTerm(rest, name), query);
        expect(bare).toEqual(NO_QUERY);
      }),
    );
  });
});
