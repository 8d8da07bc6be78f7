import { describe, expect, test } from "vitest";
import { hasReached, STOP_RUNGS, type Stop } from "./stop.ts";
import {
  cutReason,
  type ExecutionEvent,
  type ExecutionState,
  isLate,
  type Outcome,
  transition,
  waitingFor,
} from "./transition.ts";

const CREATED: ExecutionState = waitingFor(1);
const RERUN = { onReset: "rerun", maxAttempts: 3 } as const;
const FAIL = { onReset: "failed", maxAttempts: 3 } as const;
const running = (changes: Partial<ExecutionState> = {}): ExecutionState => ({
  ...CREATED,
  status: "in-progress",
  policy: RERUN,
  ...changes,
});
const stopOf = (changes: Partial<Stop> = {}): Stop => ({
  reason: "terminated",
  rung: "requested",
  signal: null,
  final: (changes.reason ?? "terminated") === "terminated",
  ...changes,
});

describe("status × event", () => {
  const CASES: ExecutionEvent[] = [
    { type: "claimed", policy: RERUN },
    { type: "stop_requested", reason: "terminated" },
    { type: "stop_requested", reason: "timeout", attempt: 1 },
    { type: "rung_reached", attempt: 1, rung: "seen" },
    { type: "signalled", attempt: 1, signal: "SIGTERM" },
    { type: "ended", attempt: 1, outcome: { type: "returned" } },
    { type: "ended", attempt: 1, outcome: { type: "raised" } },
    { type: "ended", attempt: 1, outcome: { type: "stopped" } },
    { type: "ended", attempt: 1, outcome: { type: "crashed", outOfMemory: false } },
    { type: "abandoned", attempt: 1, reason: "reset" },
    { type: "abandoned", attempt: 1, reason: "lost" },
  ];
  const ROWS: [string, ExecutionState, (string | null)[]][] = [
    ["created", CREATED, ["in-progress", "terminated", ...Array(9).fill(null)]],
    [
      "in-progress",
      running(),
      ["-", "asked", "asked", null, null, "success", "failed", "rerun", "rerun", "rerun", "rerun"].map(
        (to) => (to === "-" ? null : to),
      ),
    ],
    [
      "stopping",
      running({ stop: stopOf() }),
      [null, null, null, "asked", "asked", "success", "failed", ...Array(4).fill("terminated")],
    ],
    [
      "stopping, seen",
      running({ stop: stopOf({ rung: "seen", seen: true }) }),
      [null, null, null, null, "asked", ...Array(6).fill("terminated")],
    ],
    [
      "stopping for its deadline, seen",
      running({ policy: FAIL, stop: stopOf({ reason: "timeout", rung: "seen", seen: true }) }),
      [null, "asked", null, null, "asked", ...Array(6).fill("failed")],
    ],
    ["success", { ...CREATED, status: "success" }, Array(11).fill(null)],
    ["failed", { ...CREATED, status: "failed", reason: "error" }, Array(11).fill(null)],
    ["terminated", { ...CREATED, status: "terminated", reason: "terminated" }, Array(11).fill(null)],
  ];
  const named = (before: ExecutionState, after: ExecutionState | null) => {
    if (!after) return null;
    if (after.attempt > before.attempt) return "rerun";
    return after.status === "in-progress" && before.status === "in-progress" ? "asked" : after.status;
  };
  test.each(ROWS)("%s", (_, state, expected) => {
    expect(CASES.map((event) => named(state, transition(state, event)))).toEqual(expected);
  });
});

describe("the end of an attempt", () => {
  const end = (state: ExecutionState, outcome: Outcome) =>
    transition(state, { type: "ended", attempt: state.attempt, outcome });

  test("work that finished before it met the stop stays finished, also when it saved or exited meanwhile", () => {
    const asked = running({ stop: stopOf({ rung: "delivered" }) });
    const saved = transition(asked, { type: "rung_reached", attempt: 1, rung: "saved" });
    const exited = saved && transition(saved, { type: "rung_reached", attempt: 1, rung: "exited" });
    expect(exited?.stop?.rung).toBe("exited");
    expect(exited && end(exited, { type: "returned" })?.status).toBe("success");
    expect(exited && end(exited, { type: "raised" })?.reason).toBe("error");
  });

  test("code that met the stop and came back did not finish, however late that word came", () => {
    const exited = running({ stop: stopOf({ rung: "exited" }) });
    const seen = transition(exited, { type: "rung_reached", attempt: 1, rung: "seen" });
    expect(seen?.stop).toMatchObject({ rung: "exited", seen: true });
    expect(seen && end(seen, { type: "returned" })).toMatchObject({
      status: "terminated",
      reason: "terminated",
    });
  });

  test("an error after a signal is the signal's, not the code's", () => {
    const signalled = running({ policy: FAIL, stop: stopOf({ reason: "timeout", signal: "SIGTERM" }) });
    expect(end(signalled, { type: "raised" })).toMatchObject({ status: "failed", reason: "timeout" });
  });

  test("the last attempt that is cut fails with max-attempts", () => {
    const last = running({ attempt: 3, stop: stopOf({ reason: "timeout" }) });
    expect(end(last, { type: "stopped" })).toMatchObject({
      status: "failed",
      reason: "max-attempts",
      stop: { reason: "timeout", rung: "verified" },
    });
  });

  test("a deadline that an operator's request followed is a timeout and is not retried", () => {
    const state = running({ stop: stopOf({ reason: "timeout", final: true }) });
    expect(end(state, { type: "stopped" })).toMatchObject({ status: "failed", reason: "timeout" });
  });

  test("running out of memory is a reset of its own name", () => {
    const crash = { type: "crashed", outOfMemory: true } as const;
    expect(end(running({ policy: FAIL }), crash)).toMatchObject({
      status: "failed",
      reason: "out-of-memory",
    });
    expect(end(running(), crash)).toEqual({ ...CREATED, attempt: 2 });
  });

  test("what never began waits again as the same attempt, whatever its policy says", () => {
    const last = running({ attempt: 3, policy: FAIL });
    expect(end(last, { type: "refused" })).toEqual({ ...CREATED, attempt: 3 });
    expect(end(running({ stop: stopOf() }), { type: "refused" })?.status).toBe("terminated");
  });

  test("nothing is called verified when its agent was lost", () => {
    const state = running({ policy: FAIL, stop: stopOf({ rung: "delivered" }) });
    const after = transition(state, { type: "abandoned", attempt: 1, reason: "lost" });
    expect(after).toMatchObject({ status: "terminated", stop: { rung: "delivered" } });
  });
});

describe("a stop that belongs to an attempt", () => {
  test("a deadline of an attempt that is over does not stop the next one", () => {
    const second = running({ attempt: 2 });
    expect(transition(second, { type: "stop_requested", reason: "timeout", attempt: 1 })).toBeNull();
  });

  test("an operator's request stops whichever attempt runs", () => {
    const second = running({ attempt: 2 });
    expect(transition(second, { type: "stop_requested", reason: "terminated" })?.stop?.final).toBe(true);
  });
});

test("a result is late when its attempt or its execution is over, a request never is", () => {
  const result: ExecutionEvent = { type: "ended", attempt: 1, outcome: { type: "returned" } };
  expect(isLate(running({ attempt: 2 }), result)).toBe(true);
  expect(isLate({ ...CREATED, status: "failed", reason: "lost" }, result)).toBe(true);
  expect(isLate(running(), result)).toBe(false);
  expect(isLate(running({ attempt: 2 }), { type: "stop_requested", reason: "terminated" })).toBe(false);
});

test("the reason of a cut is the first one's that there was", () => {
  const ended: ExecutionEvent = {
    type: "ended",
    attempt: 1,
    outcome: { type: "crashed", outOfMemory: true },
  };
  expect(cutReason(running({ stop: stopOf({ reason: "timeout" }) }), ended)).toBe("timeout");
  expect(cutReason(running(), ended)).toBe("out-of-memory");
  expect(cutReason(running(), { type: "abandoned", attempt: 1, reason: "lost" })).toBe("lost");
});

test("the rungs are climbed in one direction", () => {
  for (const [index, rung] of STOP_RUNGS.entries()) {
    for (const below of STOP_RUNGS.slice(0, index + 1)) expect(hasReached(rung, below)).toBe(true);
    for (const above of STOP_RUNGS.slice(index + 1)) expect(hasReached(rung, above)).toBe(false);
  }
});
