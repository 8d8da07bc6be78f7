import { describe, expect, test } from "vitest";
import { parseQuery } from "./parse-query.ts";
import { printQuery, termsOf } from "./print-query.ts";
import { printMoment, readMoment, UTC, type Zone } from "./zone.ts";

/** As in Berlin: two hours ahead until 25 October 2026, 01:00 UTC, one hour from then on. */
const AUTUMN = Date.UTC(2026, 9, 25, 1);
const berlin: Zone = (at) => (at < AUTUMN ? 120 : 60);

describe("a time that names no zone", () => {
  test.each<[string, number]>([
    ["2026-10-24", Date.UTC(2026, 9, 23, 22)],
    ["2026-10-24T10:00", Date.UTC(2026, 9, 24, 8)],
    ["2026-11-23T10:00:05", Date.UTC(2026, 10, 23, 9, 0, 5)],
    ["2026-10-25T00:30", Date.UTC(2026, 9, 24, 22, 30)],
    ["2026-10-25T04:00", Date.UTC(2026, 9, 25, 3)],
  ])("%s is read as clocks of the reader show it", (text, at) => expect(readMoment(text, berlin)).toBe(at));
  test("and one that names its zone is not", () => {
    expect(readMoment("2026-11-23T10:00Z", berlin)).toBe(Date.UTC(2026, 10, 23, 10));
    expect(readMoment("2026-11-23T10:00+05:30", berlin)).toBe(Date.UTC(2026, 10, 23, 4, 30));
  });
});

test("what is printed for a reader is read by them as it was, also in the hour that clocks show twice", () => {
  for (let at = AUTUMN - 4 * 3_600_000; at < AUTUMN + 4 * 3_600_000; at += 600_000)
    expect(readMoment(printMoment(at, berlin), berlin)).toBe(at);
  expect(printMoment(AUTUMN, berlin).slice(0, 16)).toBe("2026-10-25T02:00");
  expect(printMoment(Date.UTC(2026, 10, 23, 9), berlin)).toBe("2026-11-23T10:00");
  expect(printMoment(Date.UTC(2026, 10, 23, 9), UTC)).toBe("2026-11-23T09:00Z");
  expect(printMoment(Date.UTC(2026, 10, 23, 9), (at) => (at < 0 ? 0 : -210))).toBe("2026-11-23T05:30");
});

test("a filter is typed and shown in the zone of the reader, and its address names one", () => {
  const parsed = parseQuery("from:2026-11-23T10:00", berlin);
  if ("fault" in parsed) throw new Error(parsed.fault.message);
  expect(printQuery(parsed.query)).toBe("from:2026-11-23T09:00Z");
  expect(termsOf(parsed.query, berlin).map(({ text }) => text)).toEqual(["from:2026-11-23T10:00"]);
  expect(parseQuery("from:2026-11-23T10:00Z", berlin)).toEqual(parseQuery("from:2026-11-23T10:00Z"));
});
