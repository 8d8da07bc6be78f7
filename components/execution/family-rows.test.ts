import { expect, test } from "vitest";
import { numberFormat } from "#components/locale/format-number.ts";
import type { FamilyMember } from "#server/domain/family-views.ts";
import { barWords, familyRows, familySpan } from "./family-rows.ts";
import { slowWords } from "./slow-words.ts";

const english = numberFormat("en");

const at = (seconds: number) => new Date(seconds * 1_000);

function buildMember(
  id: string,
  created: number,
  runs: [number, number | null][],
  ended: number | null,
): FamilyMember {
  return {
    id,
    parentId: null,
    depth: 0,
    serviceName: "etl",
    functionName: "run",
    status: ended === null ? "in-progress" : "success",
    stopping: false,
    createdAt: at(created),
    endedAt: ended === null ? null : at(ended),
    stopRequestedAt: null,
    savedAt: null,
    attempts: runs.map(([from, to]) => ({
      startedAt: at(from),
      endedAt: to === null ? null : at(to),
      outcome: to === null ? null : "success",
    })),
  };
}

test("a family lies on one scale, from its first creation to its last end", () => {
  const [parent, child] = familyRows(
    [
      buildMember("p", 0, [[0, 100]], 100),
      buildMember(
        "c",
        20,
        [
          [30, 40],
          [50, 80],
        ],
        80,
      ),
    ],
    0,
  );
  expect(parent).toMatchObject({ queued: null, attempts: [{ left: 0, width: 100 }] });
  expect(child?.queued).toEqual({ left: 20, width: 10 });
  expect(child?.attempts).toMatchObject([
    { left: 30, width: 10 },
    { left: 50, width: 30 },
  ]);
});

test("what lives reaches to the present, and what waits has no attempt", () => {
  const [parent, child] = familyRows(
    [buildMember("p", 0, [[0, null]], null), buildMember("c", 10, [], null)],
    20_000,
  );
  expect(parent?.attempts).toMatchObject([{ left: 0, width: 100 }]);
  expect(child).toMatchObject({ queued: { left: 50, width: 50 }, attempts: [] });
});

test("a stop and the last save of a child lie on the scale, and its bar says all of it in words", () => {
  const child = {
    ...buildMember("c", 20, [[30, 40]], 40),
    status: "terminated" as const,
    stopRequestedAt: at(38),
    savedAt: at(39),
  };
  const members = [buildMember("p", 0, [[0, 100]], 100), child];
  expect(familyRows(members, 0)[1]).toMatchObject({ stop: 38, saved: 39 });
  expect(barWords(child, familySpan(members, 0).from, 0, english)).toBe(
    "etl · run; created after 20.0 s, 10.0 s in the queue; attempt 1 began after 30.0 s: 10.0 s, success; stop requested after 38.0 s; state last saved after 39.0 s",
  );
});

test("what a rerun took over was not saved by it", () => {
  const rerun = { ...buildMember("c", 20, [[30, 40]], 40), savedAt: at(10) };
  expect(familyRows([rerun], 0)[0]?.saved).toBeNull();
  expect(barWords(rerun, 0, 0, english)).not.toContain("saved");
});

const known = { functionName: "run", runs: [], p50Ms: 10_000, p95Ms: 20_000 };

test.each([
  [null, false, /^Good runs take 10\.0 s as a rule/],
  [5_000, false, /^Within the usual\. /],
  [15_000, false, /^Within the usual, on its longer side\. /],
  [25_000, false, /^Slow: it ran 25\.0 s\. /],
  [25_000, true, /^Slow: it has run 25 s\. /],
  [5_000, true, /after 5 s it is within that\.$/],
] as const)("whether %d ms are slow is said (running: %s)", (ms, running, words) =>
  expect(slowWords(known, ms, running, english)).toMatch(words),
);

test("without enough good runs nothing is called slow", () => {
  expect(slowWords({ ...known, p50Ms: null, p95Ms: null }, 1e9, true, english)).toMatch(/^Too few/);
});
