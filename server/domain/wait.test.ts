import { expect, test } from "vitest";
import { type WaitFacts, waitOf } from "./wait.ts";

const facts = (over: Partial<WaitFacts> = {}): WaitFacts => ({
  notBefore: null,
  pausedBy: null,
  runners: 1,
  mayHaveReplicas: true,
  ready: 2,
  starting: 0,
  silent: 0,
  slots: 4,
  taken: 4,
  startError: null,
  ahead: 3,
  moreAhead: false,
  ...over,
});
const none = { ready: 0, slots: 0, taken: 0 };

test.each([
  [{ notBefore: new Date(1), pausedBy: "ada" }, "retry", "It failed and waits for its next try."],
  [
    { pausedBy: "ada", runners: 0 },
    "paused",
    "Its service was paused by ada: it waits until that is resumed.",
  ],
  [{ runners: 0 }, "no-runner", "No runner takes work: it waits until one does."],
  [{ ...none, mayHaveReplicas: false }, "no-replicas", "Its service is set to have no replicas."],
  [
    { ...none, startError: "no such module" },
    "failing",
    "Replicas of its service fail to start: no such module",
  ],
  [
    { ...none, starting: 2, silent: 1 },
    "starting",
    "No replica of its service is ready: 2 are starting, 1 does not answer.",
  ],
  [none, "starting", "No replica of its service is ready."],
  [{}, "full", "All 4 slots of its service are taken."],
  [{ slots: 1, taken: 1 }, "full", "The only slot of its service is taken."],
  [{ taken: 3 }, "turn", "A slot of its service is free."],
  // An older revision stands in for the one that does not start.
  [{ startError: "no such module" }, "full", "All 4 slots of its service are taken."],
] as const)("why it waits: %j", (over, cause, words) => {
  expect(waitOf(facts(over))).toEqual({ cause, words, ahead: 3, moreAhead: false });
});
