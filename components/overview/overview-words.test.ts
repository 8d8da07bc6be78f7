import { expect, test } from "vitest";
import { sampleRows } from "#components/design/samples.ts";
import { numberFormat } from "#components/locale/format-number.ts";
import type { Notice, Waste } from "#server/domain/overview.ts";
import type { ExecutionRow } from "#server/domain/views.ts";
import { freeSlots, noticeWords, totals, wasteTotals, whyWords } from "./overview-words.ts";

const english = numberFormat("en");

const now = Date.UTC(2026, 0, 1, 12);
const running = sampleRows(now)[2] as ExecutionRow;

test("it is said how much slower than usual it is", () => {
  const execution = { ...running, startedAt: new Date(now - 90 * 60_000), stop: null };
  expect(whyWords({ execution, why: ["slow"], p95Ms: 3_600_000 }, now, english)).toBe(
    "30 m over its usual 1 h 00 m",
  );
});

test("a deadline that is near is counted down, and one that has passed is said to have", () => {
  const near = { ...running, deadlineAt: new Date(now + 120_000) };
  expect(whyWords({ execution: near, why: ["near-deadline"], p95Ms: null }, now, english)).toBe(
    "2 m to its deadline",
  );
  const past = { ...running, deadlineAt: new Date(now - 5_000) };
  expect(whyWords({ execution: past, why: ["overdue"], p95Ms: null }, now, english)).toBe(
    "its deadline passed 5 s ago",
  );
});

test("all that holds is said", () => {
  const execution = {
    ...running,
    startedAt: new Date(now - 90 * 60_000),
    stalledAt: new Date(now - 60_000),
    deadlineAt: new Date(now + 120_000),
    stop: null,
  };
  expect(
    whyWords({ execution, why: ["stalled", "slow", "near-deadline"], p95Ms: 3_600_000 }, now, english),
  ).toBe("stalled for 1 m · 30 m over its usual 1 h 00 m · 2 m to its deadline");
});

test("what is lost and was asked to stop says both", () => {
  const asked = { ...running.stop, requestedAt: new Date(now - 4_000), requestedBy: "ada", note: null };
  const words = (reason: string) =>
    whyWords(
      {
        execution: { ...running, stop: { ...asked, reason } as ExecutionRow["stop"] },
        why: ["lost", "stopping"],
        p95Ms: null,
      },
      now,
      english,
    );
  expect(words("terminated")).toBe("its runner or agent does not answer · asked 4 s ago, by ada");
  expect(words("lost")).toBe(
    "its runner or agent does not answer · asked 4 s ago, since its runner was lost",
  );
});

test("a paused service has no free slot, and draining replicas' runs take none", () => {
  const load = { paused: false, slots: 2, used: 1 };
  expect(freeSlots([load, { ...load, paused: true }, { ...load, used: 2 }])).toBe(1);
});

test("what is wrong with a runner, a disk or a service is said in words", () => {
  const notice = { serviceName: "train", runnerId: null, host: null, since: new Date(now), count: null };
  const words = (over: Pick<Notice, "kind" | "detail"> & Partial<Notice>) =>
    noticeWords({ ...notice, ...over }, english);
  expect(words({ kind: "crash-loop", detail: "exit 1", count: 4 })).toBe(
    "crash loop, 4 times in a row: exit 1",
  );
  expect(words({ kind: "start-failure", detail: "no such file" })).toBe("fails to start: no such file");
  expect(words({ kind: "disk-fault", host: "gpu-1", detail: "ENOSPC" })).toBe(
    "disk of gpu-1 refuses writes (ENOSPC)",
  );
  expect(words({ kind: "paused", detail: "ada" })).toBe("paused by ada");
});

test("hours and waste add up", () => {
  const from = new Date(now);
  const hour = { from, success: 2, failed: 1, timeout: 1, terminated: 0 };
  expect(totals([hour, hour])).toEqual({ success: 4, failed: 2, timeout: 2, terminated: 0 });
  const one = {
    serviceName: "train",
    reason: "timeout",
    attempts: 2,
    wastedMs: 5,
    nearTheEnd: 1,
    nearTheEndMs: 3,
    executionIds: [],
  } satisfies Waste;
  expect(wasteTotals([one, one])).toEqual({ attempts: 4, wastedMs: 10, nearTheEnd: 2, nearTheEndMs: 6 });
});
