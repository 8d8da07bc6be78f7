import { describe, expect, test } from "vitest";
import { addToQuery, sortedBy, withinTime, withStatuses } from "./change-query.ts";
import { completeQuery, labelInProgress } from "./complete-query.ts";
import { NO_QUERY } from "./execution-query.ts";
import { parseQuery } from "./parse-query.ts";

const KNOWN = {
  service: ["train", "transcode", "etl"],
  function: ["run"],
  runner: ["gpu-01"],
  by: ["ada@example.org"],
  labelKeys: ["team"],
  labelValues: ["vision", "computer vision"],
};
const texts = (typed: string) => completeQuery(typed, KNOWN).map(({ text }) => text);

describe("completion", () => {
  test.each([
    ["se", ["service:"]],
    ["service:tr", ["service:train", "service:transcode"]],
    ["x service:train,", ["x service:train,transcode", "x service:train,etl"]],
    ["status:in", ["status:in-progress"]],
    ["is:un", ["is:unverified"]],
    ["bu", ["bulk:"]],
    ["bulk:7f3a/s", ["bulk:7f3a/skipped", "bulk:7f3a/started"]],
    ["bulk:7f3a/failed,8b2c/w", ["bulk:7f3a/failed,8b2c/waiting"]],
    ["label.", ["label.team="]],
    ["label.team=", ["label.team=vision", 'label.team="computer vision"']],
    ["sort:l", ["sort:longest"]],
    ["service:train ", []],
    ['"se', []],
  ])("%j may become %j", (typed, expected) => expect(texts(typed)).toEqual(expected));
  test("what is offered whole can be read", () => {
    for (const field of ["service:", "status:", "reason:", "older:", "by:", "label.team="]) {
      for (const { text, whole } of completeQuery(field, KNOWN)) {
        expect(whole).toBe(true);
        expect(parseQuery(text)).toHaveProperty("query");
      }
    }
  });
  test("an empty field offers every filter", () => expect(texts("")).toContain("newer:"));
  test("knows whose values are asked for", () => {
    expect(labelInProgress("a label.team=vi")).toBe("team");
    expect(labelInProgress("label.team")).toBeNull();
  });
});

describe("changing a query", () => {
  test("lists grow, the rest is replaced", () => {
    const one = { ...NO_QUERY, services: ["a"], older: 60, labels: [{ key: "k", values: ["1"] }] };
    const more = { ...NO_QUERY, services: ["b", "a"], older: 90, labels: [{ key: "k", values: ["2"] }] };
    expect(addToQuery(one, more)).toEqual({ ...more, services: ["a", "b"] });
  });
  test("a time range takes the place of any other, to the second", () => {
    const range = withinTime({ ...NO_QUERY, newer: 60 }, new Date(1_500), new Date(2_500));
    expect(range).toEqual({ ...NO_QUERY, from: 1_000, to: 3_000 });
  });
  test("an order by what only runs narrows to what runs, and is left with it", () => {
    const longest = sortedBy({ ...NO_QUERY, statuses: ["failed"] }, "longest");
    expect(longest).toMatchObject({ sort: "longest", statuses: ["in-progress"] });
    expect(withStatuses(longest, ["in-progress", "stopping"]).sort).toBe("longest");
    expect(withStatuses(longest, ["failed"])).toMatchObject({ sort: "newest", statuses: ["failed"] });
    expect(withStatuses(longest, [])).toMatchObject({ sort: "newest", statuses: [] });
  });
});
