import { expect, test } from "vitest";
import { sampleRows } from "#components/design/samples.ts";
import { numberFormat } from "#components/locale/format-number.ts";
import type { ExecutionRow } from "#server/domain/views.ts";
import { totals, wasteTotals, whyWords } from "./overview-words.ts";

const english = numberFormat("en");

const now = Date.UTC(2026, 0, 1, 12);
const running = sampleRows(now)[2] as ExecutionRow;

test("it is said how much slower than usual it is", () => {
  const execution = { ...running, startedAt: new Date(now - 90 * 60_000), stop: null };
  expect(whyWords({ execution, why: "overdue", p95Ms: 3_600_000 }, now, english)).toBe(
    "30 m over its usual 1 h 00 m",
  );
});

test("a deadline that is near is counted down", () => {
  const execution = { ...running, deadlineAt: new Date(now + 120_000) };
  expect(whyWords({ execution, why: "near-deadline", p95Ms: null }, now, english)).toBe(
    "2 m to its deadline",
  );
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
  } as const;
  expect(wasteTotals([one, one])).toEqual({ attempts: 4, wastedMs: 10, nearTheEnd: 2, nearTheEndMs: 6 });
});
