import { expect, test } from "vitest";
import { type HeldWork, runnerLoss } from "./runner-loss.ts";

const now = new Date(100_000);
const work = (over: Partial<HeldWork> = {}): HeldWork => ({
  serviceName: "train",
  attempt: 1,
  policy: { onReset: "rerun", maxAttempts: 2 },
  isTerminating: false,
  startedAt: new Date(40_000),
  savedAt: null,
  ...over,
});

test("what may be run again is, what has used up its attempts or is to fail fails, and what is terminated ends", () => {
  const held = [
    work(),
    work({ attempt: 2 }),
    work({ policy: { onReset: "failed", maxAttempts: 9 } }),
    work({ isTerminating: true }),
  ];
  expect(runnerLoss(held, ["train"], new Set(["train"]), 1, now)).toMatchObject({
    rerun: 1,
    failed: 2,
    servicesLeftAlone: [],
    isOnly: false,
  });
});

test("work is lost since its last save, or all of it", () => {
  const held = [work({ savedAt: new Date(90_000) }), work()];
  expect(runnerLoss(held, [], new Set(), 0, now)).toMatchObject({ lostMs: 70_000, isOnly: true });
});

test("what an earlier attempt saved is not lost, and loses nothing more", () => {
  expect(runnerLoss([work({ attempt: 2, savedAt: new Date(10_000) })], [], new Set(), 0, now).lostMs).toBe(
    60_000,
  );
});

test("services that nobody else has a replica of are named once each", () => {
  expect(runnerLoss([], ["b", "a", "b", "c"], new Set(["c"]), 1, now).servicesLeftAlone).toEqual(["a", "b"]);
});
