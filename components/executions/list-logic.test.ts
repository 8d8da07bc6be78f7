import { describe, expect, test } from "vitest";
import { missesDeadlineBy, remainingMs } from "./eta.ts";
import { labelHref } from "./filter-href.ts";
import { readFilter, rewrittenHref } from "./filter-url.ts";
import { overlaid } from "./overlaid.ts";
import { suggestedReasons } from "./reason-field.tsx";
import { countWords } from "./status-chips.tsx";
import { toggled } from "./toggled.ts";

describe("filters in the address", () => {
  test("that can't be read are said, and restrict nothing", () => {
    expect(readFilter("status:bored")).toMatchObject({
      text: "status:bored",
      fault: expect.stringContaining("status is one of"),
      query: { statuses: [] },
    });
  });
  test("with a parameter each are rewritten as they are typed", () => {
    const href = rewrittenHref({ service: "my train", status: "failed,terminated", since: "24h", q: "oom" });
    const text = decodeURIComponent(href?.split("?q=")[1] ?? "");
    expect(text).toBe('oom service:"my train" status:failed,terminated newer:24h');
    expect(rewrittenHref({ q: "oom" })).toBeNull();
  });
  test("of a label find its whole value, commas and quotes too", () => {
    for (const value of ["vision", "a,b", 'computer "vision"', "x=y\\z"]) {
      const where = decodeURIComponent(labelHref(`team=${value}`).split("?q=")[1] ?? "");
      expect(readFilter(where).query.labels).toEqual([{ key: "team", values: [value] }]);
    }
  });
  test("are set and taken back by the same click", () => {
    expect(toggled(["a"], "b")).toEqual(["a", "b"]);
    expect(toggled(["a", "b"], "a")).toEqual(["b"]);
  });
});

const row = (id: string, status = "in-progress") => ({ id, status });

describe("a long list", () => {
  test("shows what was read again in its place, and what is newer above", () => {
    const again = [row("2", "success")];
    const top = [row("4"), row("3", "failed")];
    expect(overlaid([row("3"), row("2"), row("1")], again, top)).toEqual([
      row("4"),
      row("3", "failed"),
      row("2", "success"),
      row("1"),
    ]);
  });
});

test("a count that goes no further says so, and one that is not known is a dash", () => {
  const none = { created: 0, success: 0, failed: 0, terminated: 0 };
  const counts = { ...none, "in-progress": 3, stopping: 1, atLeast: [] };
  expect(countWords(counts, "in-progress", String)).toBe("3");
  expect(countWords(counts, "stopping", String)).toBe("1");
  expect(countWords({ ...counts, atLeast: ["in-progress"] }, "in-progress", String)).toBe("3+");
  expect(countWords(null, "stopping", String)).toBe("–");
});

describe("the forecast", () => {
  const execution = {
    status: "in-progress" as const,
    stop: null,
    progress: 25,
    progressAt: new Date(100_000),
    startedAt: new Date(0),
    attempt: 1,
    rerunOf: null,
    firstProgress: null,
  };
  test("is what is left at the pace so far", () => expect(remainingMs(execution, 110_000)).toBe(290_000));
  test("is not made too early, nor after the time is up", () => {
    expect(remainingMs({ ...execution, progress: 1 }, 110_000)).toBeNull();
    expect(remainingMs(execution, 900_000)).toBeNull();
  });
  test("says by how much a deadline will be missed, once that is more than a guess", () => {
    const ending = (seconds: number) => ({ ...execution, deadlineAt: new Date(seconds * 1_000) });
    expect(missesDeadlineBy(ending(300), 110_000)).toBe(100_000);
    expect(missesDeadlineBy(ending(390), 110_000)).toBeNull();
    expect(missesDeadlineBy(ending(500), 110_000)).toBeNull();
  });
  test("of what may have gone on from saved state is made at its own pace, once that is known", () => {
    const resumed = { ...execution, attempt: 2 };
    expect(remainingMs(resumed, 110_000)).toBeNull();
    // From 15 to 25 percent in 50 s: 5 s a percent, whatever was done before.
    const paced = { ...resumed, firstProgress: { percent: 15, at: new Date(50_000) } };
    expect(remainingMs(paced, 110_000)).toBe(365_000);
    expect(remainingMs({ ...paced, attempt: 1, rerunOf: "1" }, 110_000)).toBe(365_000);
    const hardly = { percent: 23, at: new Date(90_000) };
    expect(remainingMs({ ...resumed, firstProgress: hardly }, 110_000)).toBeNull();
  });
});

test("a reason is completed from templates first and one's own last ones, each once, by what is typed", () => {
  const known = { templates: ["wrong data", "superseded"], recent: ["too slow", "wrong data"] };
  expect(suggestedReasons(known, "").map(({ text }) => text)).toEqual([
    "wrong data",
    "superseded",
    "too slow",
  ]);
  expect(suggestedReasons(known, "SUPER").map(({ text }) => text)).toEqual(["superseded"]);
  expect(suggestedReasons(known, "too slow")).toEqual([]);
});
