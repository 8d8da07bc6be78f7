import { expect, test } from "vitest";
import { numberFormat } from "#components/locale/format-number.ts";
import type { RunnerLoss } from "#server/domain/runner-loss.ts";
import { lossSentences } from "./loss-words.ts";

const english = numberFormat("en");

const loss: RunnerLoss = { rerun: 0, failed: 0, lostMs: 0, servicesLeftAlone: [], isOnly: false };

test("of what runs it says what would be run again, what would fail and what is not saved", () => {
  expect(lossSentences({ ...loss, rerun: 2, failed: 1, lostMs: 130_000 }, english)).toEqual([
    "2 executions would be run again, 1 would fail; up to 2 m 10 s of work is not saved.",
  ]);
  expect(lossSentences({ ...loss, failed: 1, lostMs: 4_000 }, english)[0]).toMatch(
    /^1 execution would fail; up to 4.0 s/,
  );
  expect(lossSentences(loss, english)).toEqual(["Nothing that runs here would be cut."]);
});

test("it says who is left without a replica, or that nobody else takes work", () => {
  expect(lossSentences({ ...loss, servicesLeftAlone: ["train"] }, english)[1]).toContain(
    "No other replica is ready of train",
  );
  expect(lossSentences({ ...loss, servicesLeftAlone: ["train"], isOnly: true }, english)[1]).toContain(
    "everything would wait",
  );
});
