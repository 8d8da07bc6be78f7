import { expect, test } from "vitest";
import { numberFormat } from "#components/locale/format-number.ts";
import type { RunnerLoss } from "#server/domain/runner-loss.ts";
import { drainSentence, lossSentences } from "./loss-words.ts";

const english = numberFormat("en");

const loss: RunnerLoss = {
  rerun: 0,
  failed: 0,
  terminating: 0,
  lostMs: 0,
  servicesLeftAlone: [],
  isOnly: false,
  runnersOnHost: 1,
  running: 0,
  drainWaitMs: 0,
};

test("of what runs it says what would be run again, what would fail and what is not saved", () => {
  expect(lossSentences({ ...loss, rerun: 2, failed: 1, lostMs: 130_000 }, english)).toEqual([
    "2 executions would be run again, 1 would fail; up to 2 m 10 s of work is not saved.",
  ]);
  expect(lossSentences({ ...loss, failed: 1, lostMs: 4_000 }, english)[0]).toMatch(
    /^1 execution would fail; up to 4.0 s/,
  );
  expect(lossSentences(loss, english)).toEqual(["Nothing runs there: nothing would be cut."]);
});

test("it says who is left without a replica, or that nobody else takes work", () => {
  expect(lossSentences({ ...loss, servicesLeftAlone: ["train"] }, english)[1]).toContain(
    "No other host has a ready replica of train",
  );
  expect(lossSentences({ ...loss, servicesLeftAlone: ["train"], isOnly: true }, english)[1]).toContain(
    "everything would wait",
  );
});

test("what is being terminated is cut too, and lets nobody say that nothing would be", () => {
  expect(lossSentences({ ...loss, terminating: 2, lostMs: 1_000 }, english)).toEqual([
    "2 executions being terminated would end; up to 1.0 s of work is not saved.",
  ]);
  expect(lossSentences({ ...loss, rerun: 1, terminating: 1 }, english)[0]).toMatch(
    /^1 execution would be run again, 1 being terminated would end;/,
  );
});

test("a host with several runners is one host", () => {
  expect(lossSentences({ ...loss, runnersOnHost: 2 }, english)[1]).toMatch(/^It has 2 runners/);
});

test("a drain takes as long as the last of what runs may take, where that is known", () => {
  expect(drainSentence({ ...loss, running: 1, drainWaitMs: 95_000 })).toMatch("up to 1 min 35 s");
  expect(drainSentence(loss)).toMatch("waits for nobody");
  expect(drainSentence({ ...loss, running: 1 })).toMatch("until it is proven gone");
  expect(drainSentence({ ...loss, drainWaitMs: null })).toMatch("nobody knows");
});
