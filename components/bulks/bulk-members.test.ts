import { expect, test } from "vitest";
import { membersOf } from "./bulk-members.ts";

test("those that a bulk is about are found in the list by what became of them", () => {
  const bulk = {
    id: "b1",
    kind: "terminate",
    status: "done",
    counts: { waiting: 0, done: 3, skipped: 2, failed: 1 },
    standing: [
      { status: "in-progress", rung: "seen", unverified: false, count: 2 },
      { status: "terminated", rung: null, unverified: true, count: 1 },
    ],
  } as const;
  const shown = membersOf({ ...bulk, standing: [...bulk.standing] });
  expect(shown.map(({ count, words, where }) => `${count} ${words}: ${where}`)).toEqual([
    "3 asked to stop: bulk:b1/done",
    "2 still stopping: bulk:b1/done status:stopping",
    "1 ended unverified: bulk:b1/done is:unverified",
    "2 left alone: bulk:b1/skipped",
    "1 refused: bulk:b1/failed",
  ]);
  const rerun = { ...bulk, kind: "rerun", standing: [] } as const;
  expect(membersOf({ ...rerun, standing: [] })[0]?.where).toBe("bulk:b1/started");
});
