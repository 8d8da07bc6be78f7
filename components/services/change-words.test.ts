import { expect, test } from "vitest";
import { numberFormat } from "#components/locale/format-number.ts";
import type { PolicyPreview } from "#server/domain/policy-preview.ts";
import { DEFAULT_PLACEMENT, DEFAULT_POLICY } from "#server/domain/policy-values.ts";
import { changeWords } from "./change-words.ts";

const english = numberFormat("en");

const COUNTS = { created: 0, "in-progress": 3, stopping: 0, success: 0, failed: 0, terminated: 0 };
const CURRENT = { policy: DEFAULT_POLICY, placement: DEFAULT_PLACEMENT, counts: COUNTS };
const PREVIEW: PolicyPreview = {
  running: 3,
  stopping: 0,
  alreadyPast: 1,
  endingSoon: 0,
  resetWaitSeconds: 0,
  liveResetWaitSeconds: 0,
  drainWaitSeconds: 540,
  liveDrainWaitSeconds: 480,
  waitedTooLong: 0,
  cut: { failed: 2, rerun: 1 },
};

function draft(policy: Partial<typeof DEFAULT_POLICY>) {
  return { policy: { ...DEFAULT_POLICY, ...policy }, placement: DEFAULT_PLACEMENT };
}

test("an unchanged form only says what runs", () => {
  expect(changeWords(CURRENT, draft({}), PREVIEW, "new", english)).toEqual(["3 executions run now."]);
});

test("a shorter timeout does not claim to stop what runs", () => {
  expect(changeWords(CURRENT, draft({ executionTimeout: 900 }), PREVIEW, "new", english)).toEqual([
    "3 executions run now. They keep the policy that was copied at their start.",
    "1 is already past 15 min: it keeps its own deadline.",
  ]);
});

test("a change of something else does not speak of timeouts", () => {
  const words = changeWords(CURRENT, draft({ gracePeriod: 5 }), PREVIEW, "new", english).join(" ");
  expect(words).not.toMatch("past");
});

test("what waits and what a reset does are told", () => {
  const current = { ...CURRENT, counts: { ...COUNTS, created: 40 } };
  const none = {
    running: 0,
    stopping: 0,
    alreadyPast: 0,
    endingSoon: 0,
    resetWaitSeconds: 0,
    liveResetWaitSeconds: 0,
    drainWaitSeconds: 0,
    liveDrainWaitSeconds: 0,
    waitedTooLong: 0,
    cut: { failed: 0, rerun: 0 },
  };
  expect(changeWords(current, draft({ onReset: "rerun" }), none, "new", english)).toEqual([
    "Nothing runs now.",
    "40 waiting executions start under the new settings.",
    "Attempts that start later and are hit by a timeout, a reset or a crash go back to the queue, up to 3 attempts in all.",
  ]);
});

test("limits of the queue say what they do to what waits", () => {
  const current = { ...CURRENT, counts: { ...COUNTS, created: 40 } };
  const waiting = { ...PREVIEW, waitedTooLong: 3 };
  const words = changeWords(current, draft({ queueTimeout: 600, queueLimit: 10 }), waiting, "new", english);
  expect(words.slice(-2)).toEqual([
    "3 have waited for longer than 10 min already: saving fails them.",
    "40 wait already: new ones are refused until fewer than 10 do.",
  ]);
});

test("force says how many are stopped and what becomes of them", () => {
  expect(changeWords(CURRENT, draft({ executionTimeout: 900 }), PREVIEW, "cut", english)).toEqual([
    "3 executions are told to stop now, with SIGTERM and SIGKILL behind it as their own policy says: 2 end as failed, 1 goes back to the queue.",
  ]);
  const idle = { ...PREVIEW, running: 0, cut: { failed: 0, rerun: 0 } };
  expect(changeWords(CURRENT, draft({ gracePeriod: 5 }), idle, "cut", english)).toEqual([
    "Nothing runs now: nothing is cut.",
  ]);
});

test("applied to live ones, it says whose deadline moves where, and who is stopped", () => {
  const preview = { ...PREVIEW, endingSoon: 2 };
  expect(changeWords(CURRENT, draft({ executionTimeout: 900 }), preview, "live", english)).toEqual([
    "3 executions run now. Their deadlines move to 15 min after the start of each, also where somebody has moved it; nothing else of their policy changes.",
    "1 is already past 15 min: told to stop now, as by a timeout.",
    "2 end within 1 min 30 s.",
  ]);
});

test("a change that replicas can't take up says that the old ones drain and how long that waits", () => {
  const other = { policy: DEFAULT_POLICY, placement: { ...DEFAULT_PLACEMENT, concurrency: 4 } };
  const drains =
    "The old replicas drain: that waits up to 9 min, to the last deadline of what they run and the stop behind it.";
  expect(changeWords(CURRENT, other, PREVIEW, "new", english)).toContain(drains);
  expect(changeWords(CURRENT, draft({ gracePeriod: 5 }), PREVIEW, "replace", english)).toContain(drains);
  expect(changeWords(CURRENT, draft({ gracePeriod: 5 }), PREVIEW, "new", english)).not.toContain(drains);
});

test("a reset is only spoken of where a worker is shared, and for as long as it waits there", () => {
  const timeout = draft({ executionTimeout: 900 });
  const words = (preview: PolicyPreview, applying: "new" | "live") =>
    changeWords(CURRENT, timeout, preview, applying, english).join(" ");
  const shared = { ...PREVIEW, resetWaitSeconds: 570, liveResetWaitSeconds: 510 };
  expect(words(PREVIEW, "new")).not.toMatch(/reset/);
  expect(words(shared, "new")).toMatch(
    "A reset of a replica would wait up to 9 min 30 s for what runs in the same worker.",
  );
  expect(words(shared, "live")).toMatch("up to 8 min 30 s");
});

test("what is stopping already is told apart: its deadline does not move", () => {
  const timeout = draft({ executionTimeout: 900 });
  const live = (preview: PolicyPreview) => changeWords(CURRENT, timeout, preview, "live", english)[0];
  expect(live({ ...PREVIEW, stopping: 1 })).toMatch(
    /^3 executions run now; 1 is stopping already. The deadlines of the others move to 15 min/,
  );
  expect(live({ ...PREVIEW, stopping: 3, alreadyPast: 0 })).toBe(
    "3 executions run now; 3 are stopping already. Deadlines of what is stopping do not move.",
  );
});

test("what runs keeps all of its policy: what is changed beside the timeout counts for attempts that start later", () => {
  const words = (policy: Parameters<typeof draft>[0], applying: "new" | "live" | "replace") =>
    changeWords(CURRENT, draft(policy), PREVIEW, applying, english);
  expect(words({ gracePeriod: 5 }, "new")).toEqual([
    "3 executions run now. They keep the policy that was copied at their start.",
    "The new grace period counts only for attempts that start later.",
  ]);
  const many = { onReset: "rerun", memoryLimit: 512, stallTimeout: 60, executionTimeout: 900 } as const;
  expect(words(many, "live").filter((sentence) => sentence.includes("start later"))).toEqual([
    "The new stall timeout and memory limit count only for attempts that start later.",
    "Attempts that start later and are hit by a timeout, a reset or a crash go back to the queue, up to 3 attempts in all.",
  ]);
  const { stallTimeout: _, ...older } = CURRENT.policy;
  const before = { ...CURRENT, policy: older as typeof CURRENT.policy };
  expect(changeWords(before, draft({ gracePeriod: 5 }), PREVIEW, "new", english).join(" ")).not.toMatch(
    "stall",
  );
  expect(words({ queueLimit: 5 }, "replace").join(" ")).not.toMatch("start later");
});
