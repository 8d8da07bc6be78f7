import { expect, test } from "vitest";
import { type HeldWork, type HostFacts, runnerLoss } from "./runner-loss.ts";

const now = new Date(100_000);
const work = (over: Partial<HeldWork> = {}): HeldWork => ({
  attempt: 1,
  policy: { onReset: "rerun", maxAttempts: 2 },
  isTerminating: false,
  startedAt: new Date(40_000),
  savedAt: null,
  ...over,
});
const host = (over: Partial<HostFacts> = {}): HostFacts => ({
  services: [],
  elsewhere: [],
  others: 1,
  runnersOnHost: 1,
  ...over,
});

test("what may be run again is, what has used up its attempts or is to fail fails, and what is terminated ends", () => {
  const held = [
    work(),
    work({ attempt: 2 }),
    work({ policy: { onReset: "failed", maxAttempts: 9 } }),
    work({ isTerminating: true }),
  ];
  expect(runnerLoss(held, host({ services: ["train"], elsewhere: ["train"] }), now)).toMatchObject({
    rerun: 1,
    failed: 2,
    terminating: 1,
    servicesLeftAlone: [],
    isOnly: false,
  });
});

test("work is lost since its last save, or all of it", () => {
  const held = [work({ savedAt: new Date(90_000) }), work()];
  expect(runnerLoss(held, host({ others: 0 }), now)).toMatchObject({ lostMs: 70_000, isOnly: true });
});

test("what an earlier attempt saved is not lost, and loses nothing more", () => {
  const held = [work({ attempt: 2, savedAt: new Date(10_000) })];
  expect(runnerLoss(held, host(), now).lostMs).toBe(60_000);
});

test("services that no other host has a replica of are named once each", () => {
  const facts = host({ services: ["b", "a", "b", "c"], elsewhere: ["c"] });
  expect(runnerLoss([], facts, now).servicesLeftAlone).toEqual(["a", "b"]);
});
