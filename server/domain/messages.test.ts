import { describe, expect, test } from "vitest";
import { cutMessage, type EndFacts, endMessage } from "./messages.ts";
import type { StopReason } from "./stop.ts";
import { type ExecutionEvent, type ExecutionState, type Outcome, transition } from "./transition.ts";

function stopped(reason: StopReason): ExecutionState {
  return {
    status: "in-progress",
    reason: null,
    attempt: 1,
    policy: { onReset: "failed", maxAttempts: 3 },
    stop: { reason, rung: "seen", signal: null, final: false },
    order: null,
    withdrawals: 0,
    retries: 0,
  };
}

function messageOf(before: ExecutionState, outcome: Outcome, facts: EndFacts): string | null {
  const event: ExecutionEvent = { type: "ended", attempt: 1, outcome };
  const after = transition(before, event);
  return after && endMessage(after, event, facts);
}

describe("what an agent measured is said with its figures", () => {
  const agentNote = "It held 212 MiB, and its limit is 150 MiB";

  test("at the end of an execution", () => {
    expect(messageOf(stopped("out-of-memory"), { type: "stopped" }, { agentNote })).toBe(
      "Execution ran out of memory. It held 212 MiB, and its limit is 150 MiB",
    );
    expect(messageOf(stopped("stalled"), { type: "stopped" }, { agentNote: "No output for 30 s" })).toBe(
      "Execution was stopped because it made no progress. No output for 30 s",
    );
  });

  test("and of an attempt that is followed by another", () => {
    const event: ExecutionEvent = { type: "ended", attempt: 1, outcome: { type: "stopped" } };
    expect(cutMessage("out-of-memory", event, { agentNote })).toContain("212 MiB");
  });

  test("but Dataloop's own sentences stay as they are", () => {
    expect(messageOf(stopped("timeout"), { type: "stopped" }, { agentNote: "after 3 s" })).toBe(
      "Execution stopped due to runner timeout",
    );
  });
});

test("a worker that the kernel killed for want of memory is told apart from one over its limit", () => {
  const running = { ...stopped("timeout"), stop: null };
  expect(messageOf(running, { type: "crashed", outOfMemory: true }, { exitSignal: "SIGKILL" })).toBe(
    "Execution ran out of memory: the kernel killed its worker",
  );
  expect(messageOf(running, { type: "crashed", outOfMemory: false }, { exitSignal: "SIGKILL" })).toBe(
    "Worker was killed by SIGKILL",
  );
});
