import { expect, test } from "vitest";
import { attentionOf } from "./overview.ts";
import type { ExecutionRow } from "./views.ts";

const now = new Date(1_000_000);
const at = (seconds: number) => new Date(now.getTime() + seconds * 1_000);
/** Began 100 s ago. */
const row = { lost: false, stop: null, stalledAt: null, startedAt: at(-100), deadlineAt: at(100) };

test("a deadline is near when less than a tenth is left, and past when it is past", () => {
  expect(attentionOf(row, null, now)).toEqual([]);
  expect(attentionOf({ ...row, deadlineAt: at(10) }, null, now)).toEqual(["near-deadline"]);
  expect(attentionOf({ ...row, deadlineAt: at(0) }, null, now)).toEqual(["overdue"]);
});

test("what is slow does not hide what is worse, nor what comes next", () => {
  expect(attentionOf({ ...row, deadlineAt: at(-1) }, 50_000, now)).toEqual(["overdue", "slow"]);
  expect(attentionOf({ ...row, deadlineAt: at(5) }, 50_000, now)).toEqual(["slow", "near-deadline"]);
  expect(attentionOf({ ...row, stalledAt: at(-9) }, 50_000, now)).toEqual(["stalled", "slow"]);
});

test("what is lost or stopping is only that, whatever its deadline says", () => {
  const stop = { reason: "terminated" } as ExecutionRow["stop"];
  const late = { ...row, stalledAt: at(-9), deadlineAt: at(-1) };
  expect(attentionOf({ ...late, lost: true }, 50_000, now)).toEqual(["lost"]);
  expect(attentionOf({ ...late, stop }, 50_000, now)).toEqual(["stopping"]);
  expect(attentionOf({ ...late, stop, lost: true }, 50_000, now)).toEqual(["lost", "stopping"]);
});
