import { describe, expect, test } from "vitest";
import { numberFormat } from "#components/locale/format-number.ts";
import { DEFAULT_POLICY } from "#server/domain/policy-values.ts";
import type { ExecutionEventView } from "#server/domain/views.ts";
import { type StopLadder, stopLadder } from "./stop-ladder.ts";
import {
  askedBy,
  escalation,
  escalationWords,
  rungLabel,
  rungTime,
  stopResult,
  waitsFor,
  waitsSince,
} from "./stop-words.ts";

const english = numberFormat("en");

const T0 = Date.UTC(2026, 10, 23, 10, 0, 0);
const TERMINATED = { status: "terminated", reason: "terminated" } as const;

type Step = [type: string, afterMs: number, data?: Record<string, unknown>];

function buildLadder(...steps: Step[]): StopLadder {
  const all: Step[] = [["started", -60_000], ["stop_requested", 0, { reason: "terminated" }], ...steps];
  const events = all.map(
    ([type, afterMs, data], n): ExecutionEventView => ({
      id: n,
      attempt: 1,
      type,
      at: new Date(T0 + afterMs),
      actor: type === "stop_requested" ? "ada" : "agent",
      data: data ?? {},
    }),
  );
  const ladder = stopLadder(events, 1, null);
  if (!ladder) throw new Error("these events hold no stop");
  return ladder;
}

const SEEN: Step[] = [
  ["delivered", 4],
  ["seen", 1_900, { by: "checkpoint" }],
];
const END: Step[] = [
  ["exited", 3_100],
  ["verified", 3_200],
  ["ended", 3_201],
];

describe("how a stop ended", () => {
  test("is not said before it is verified", () => {
    expect(stopResult(buildLadder(...SEEN, ["exited", 3_100]), null, english)).toBeNull();
  });

  test("at a checkpoint", () => {
    const words = stopResult(buildLadder(...SEEN, ...END), TERMINATED, english);
    expect(words).toBe("Stopped in 3.2 s at a checkpoint, nothing left running");
  });

  test("names the strongest signal, whatever the code met before", () => {
    const term = buildLadder(...SEEN, ["signalled", 2_000, { signal: "SIGTERM" }], ...END);
    expect(stopResult(term, TERMINATED, english)).toBe("Stopped in 3.2 s by SIGTERM, nothing left running");
    const kill = buildLadder(["delivered", 4], ["signalled", 2_000, { signal: "SIGKILL" }], ...END);
    expect(stopResult(kill, TERMINATED, english)).toBe("Stopped in 3.2 s by SIGKILL, nothing left running");
  });

  test("does not claim a checkpoint that nobody reported", () => {
    expect(stopResult(buildLadder(...END), TERMINATED, english)).toBe(
      "Ended 3.2 s after the request, nothing left running",
    );
  });

  test("before its code began there was nothing to interrupt", () => {
    const ladder = { ...buildLadder(["delivered", 4], ...END), began: false };
    expect(stopResult(ladder, TERMINATED, english)).toBe(
      "Stopped in 3.2 s before its code began, nothing left running",
    );
  });

  test("work that finished anyway is not called stopped", () => {
    const words = stopResult(buildLadder(...END), { status: "success", reason: null }, english);
    expect(words).toBe("Finished its work 3.2 s after the request, nothing left running");
  });

  test("says so when nobody could prove it", () => {
    const words = stopResult(buildLadder(["ended", 30_000]), { status: "failed", reason: "lost" }, english);
    expect(words).toMatch(/^Ended unverified/);
  });
});

test("of a function in a worker that goes on nobody says that nothing runs", () => {
  const end: Step[] = [
    ["exited", 3_100],
    ["verified", 3_200, { workerGoesOn: true }],
    ["ended", 3_201],
  ];
  const words = stopResult(buildLadder(...SEEN, ...end), TERMINATED, english);
  expect(words).toBe("Stopped in 3.2 s at a checkpoint, its worker goes on with others");
});

describe("while it stops", () => {
  test("the sentence names who waits for what", () => {
    expect(waitsFor(buildLadder())).toMatch("agent to receive");
    expect(waitsFor(buildLadder(["delivered", 4]))).toMatch("code to reach a checkpoint");
    expect(waitsFor(buildLadder(...SEEN))).toMatch("may be saving");
    expect(waitsFor(buildLadder(["delivered", 4], ["signalled", 9, { signal: "SIGTERM" }]))).toMatch(
      /^SIGTERM was sent/,
    );
    expect(waitsFor(buildLadder(...SEEN, ["exited", 3_100]))).toMatch("checking that none");
  });

  test("nobody knows that it saves before it has said so", () => {
    expect(rungLabel("saved", true)).toBe("may be saving…");
  });

  test("the wait counts from the newest thing that happened", () => {
    expect(waitsSince(buildLadder(...SEEN))).toEqual(new Date(T0 + 1_900));
  });

  test("the countdown to a signal never goes below zero", () => {
    const ladder = buildLadder(["delivered", 0]);
    expect(escalation(ladder, DEFAULT_POLICY, new Date(T0 + 12_000))).toBe(
      "SIGTERM in 18 s, SIGKILL 5 s later",
    );
    expect(escalation(ladder, DEFAULT_POLICY, new Date(T0 + 40_000))).toBe(
      "SIGTERM is due, SIGKILL 5 s later",
    );
  });

  test("what shares its worker is not signalled alone: its replica is reset", () => {
    const ladder = buildLadder(["delivered", 0]);
    const words = escalation(ladder, DEFAULT_POLICY, new Date(T0 + 12_000), true);
    expect(words).toBe("A reset of its replica in 18 s");
  });

  test("an escalation says whom it hits: its own processes, or its replica with those beside it", () => {
    expect(escalationWords("SIGTERM", null).action).toBe("Send SIGTERM");
    expect(escalationWords("SIGTERM", 2)).toEqual({
      action: "Reset its replica",
      meaning:
        "The rest of the grace period is skipped. 2 neighbours in its worker may finish first, until their deadlines.",
    });
    expect(escalationWords("SIGKILL", 2).action).toBe("Send SIGKILL");
  });

  test("a timeout is not laid at a person's door", () => {
    const ladder = { ...buildLadder(), reason: "timeout" as const };
    expect(askedBy(ladder)).toBe("asked by its execution timeout");
  });
});

test.each([
  [0, "0.0 s"],
  [4, "4 ms"],
  [1_900, "1.9 s"],
  [59_960, "1 m 00 s"],
  [125_000, "2 m 05 s"],
  [3_840_000, "1 h 04 m"],
])("%d ms after the request is written %s", (milliseconds, words) => {
  expect(rungTime(milliseconds, english)).toBe(words);
});
