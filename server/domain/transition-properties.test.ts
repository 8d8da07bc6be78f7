import fc from "fast-check";
import { expect, test } from "vitest";
import type { Order } from "./order.ts";
import { EXECUTION_STATUSES, isTerminal } from "./status.ts";
import { hasReached, STOP_REASONS, STOP_SIGNALS } from "./stop.ts";
import {
  type ExecutionEvent,
  type ExecutionState,
  type Outcome,
  type ReportedRung,
  transition,
  waitingFor,
} from "./transition.ts";

const CREATED: ExecutionState = waitingFor(1);
const STOPPING: ExecutionState = {
  ...CREATED,
  status: "in-progress",
  policy: { onReset: "rerun", maxAttempts: 3 },
  stop: { reason: "terminated", rung: "requested", signal: null, final: true },
};
const REPORTED: ReportedRung[] = ["delivered", "seen", "saved", "exited"];

const outcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc.constantFrom<Outcome>(
    { type: "returned" },
    { type: "raised" },
    { type: "stopped" },
    { type: "refused" },
  ),
  fc.record({ type: fc.constant("crashed" as const), outOfMemory: fc.boolean() }),
);
const policy = fc.record({
  onReset: fc.constantFrom("failed" as const, "rerun" as const),
  maxAttempts: fc.integer({ min: 1, max: 4 }),
  maxRetries: fc.integer({ min: 0, max: 2 }),
});
const order: fc.Arbitrary<Order> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("withdraw" as const),
      id: fc.constantFrom("a", "b"),
      stop: fc.constantFrom(0, 0, 0, 1),
    }),
  },
  fc.record({ kind: fc.constant("escalate" as const), id: fc.constantFrom("c", "d") }),
  fc.record({
    kind: fc.constant("more-time" as const),
    id: fc.constantFrom("e", "f"),
    seconds: fc.integer({ min: 1, max: 9 }),
  }),
  fc.record({
    kind: fc.constant("deadline" as const),
    id: fc.constantFrom("g", "h"),
    at: fc.constant("2026-01-01T12:00:00.000Z"),
  }),
);
const attempt = fc.integer({ min: 1, max: 4 });
const stopReason = fc.constantFrom(...STOP_REASONS);
const start = fc.oneof(
  { weight: 3, arbitrary: fc.constant(CREATED) },
  { weight: 1, arbitrary: fc.constant(STOPPING) },
);
const is = <T extends string>(type: T) => fc.constant(type);

const event: fc.Arbitrary<ExecutionEvent> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: is("claimed"), policy }) },
  { weight: 1, arbitrary: fc.record({ type: is("stop_requested"), reason: stopReason }) },
  { weight: 1, arbitrary: fc.record({ type: is("stop_requested"), reason: stopReason, attempt }) },
  {
    weight: 2,
    arbitrary: fc.record({ type: is("rung_reached"), attempt, rung: fc.constantFrom(...REPORTED) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: is("signalled"), attempt, signal: fc.constantFrom(...STOP_SIGNALS) }),
  },
  { weight: 1, arbitrary: fc.record({ type: is("queue_expired"), attempt }) },
  { weight: 1, arbitrary: fc.record({ type: is("order_given"), order }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: is("order_answered"),
      attempt,
      order,
      refusal: fc.constantFrom(null, "seen" as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: is("ended"), attempt, outcome }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: is("abandoned"),
      attempt,
      reason: fc.constantFrom("reset" as const, "lost" as const),
    }),
  },
);

/** The rule that a step breaks, whatever came before it; null when it keeps them all. */
function brokenRule(
  before: ExecutionState,
  what: ExecutionEvent,
  after: ExecutionState | null,
): string | null {
  if (!after) return null;
  const { attempt: spokenOf } = what as { attempt?: number };
  if (isTerminal(before.status)) return "a terminal state flipped";
  if (spokenOf !== undefined && spokenOf !== before.attempt)
    return "an event of another attempt changed something";
  if (after.retries !== before.retries) return brokenByRetry(before, what, after);
  if (after.attempt !== before.attempt) return brokenByRerun(before, after);
  if (after.status === "created" && before.status !== "created") return brokenByReturn(before, what);
  if (before.stop && after.stop === null)
    return brokenByWithdrawal(before, what, after) ?? brokenShape(after);
  return brokenByStop(before, after) ?? brokenShape(after);
}

function brokenByRerun(before: ExecutionState, after: ExecutionState): string | null {
  if (before.policy?.onReset !== "rerun") return "its policy says failed";
  if (before.stop?.final) return "a terminated execution was retried";
  return brokenByNext(before, after);
}

function brokenByNext(before: ExecutionState, after: ExecutionState): string | null {
  if (before.status !== "in-progress") return "only what runs can be run again";
  if (after.attempt !== before.attempt + 1) return "attempts are counted one by one";
  if (after.attempt > (before.policy?.maxAttempts ?? 0)) return "more attempts than allowed";
  if (after.status !== "created" || after.policy || after.stop) return "a rerun begins anew";
  return brokenShape(after);
}

/** Another attempt after an error. */
function brokenByRetry(before: ExecutionState, what: ExecutionEvent, after: ExecutionState): string | null {
  if (what.type !== "ended" || what.outcome.type !== "raised") return "only an error is retried";
  if (before.stop) return "what was asked to stop was retried";
  if (after.retries !== before.retries + 1) return "retries are counted one by one";
  if (after.retries > (before.policy?.maxRetries ?? 0)) return "more retries than allowed";
  return brokenByNext(before, after);
}

/** Back in the queue as the same attempt. */
function brokenByReturn({ stop }: ExecutionState, what: ExecutionEvent): string | null {
  if (what.type !== "ended" || what.outcome.type !== "refused")
    return "only what never began waits as the same attempt";
  return stop ? "a stop was forgotten" : null;
}

function brokenByWithdrawal(
  { stop, withdrawals }: ExecutionState,
  what: ExecutionEvent,
  after: ExecutionState,
): string | null {
  if (what.type !== "order_answered" || what.order.kind !== "withdraw" || what.refusal)
    return "a stop was forgotten that no agent has withdrawn";
  if (stop?.seen || stop?.signal) return "a stop was withdrawn that the code had met";
  if (stop?.reason !== "terminated") return "only an operator's stop can be withdrawn";
  if (what.order.stop !== withdrawals) return "another stop was withdrawn than was meant";
  if (after.status !== "in-progress" || after.withdrawals !== withdrawals + 1) return "it does not go on";
  return null;
}

function brokenByStop({ stop: before }: ExecutionState, { stop: after }: ExecutionState): string | null {
  if (!before) return null;
  if (after?.reason !== before.reason) return "the first stop reason did not win";
  if (!hasReached(after.rung, before.rung)) return "a rung was lost";
  if (before.final && !after.final) return "an operator's request was forgotten";
  if (before.seen && !after.seen) return "it was forgotten that the code met the stop";
  if (before.signal === "SIGKILL" && after.signal !== "SIGKILL") return "a signal was forgotten";
  return null;
}

function brokenShape({ status, reason, policy: copied, stop, order: given }: ExecutionState): string | null {
  if (given && status !== "in-progress") return "only what runs has an order";
  const needsReason = status === "failed" || status === "terminated";
  if ((reason !== null) !== needsReason) return "a reason stands exactly beside failed and terminated";
  if (status === "created" && (copied || stop)) return "what waits has neither policy nor stop";
  if (status === "in-progress" && !copied) return "what runs has a policy";
  if (status === "in-progress" && stop?.rung === "verified") return "what is verified is over";
  if (status === "terminated" && reason !== "terminated") return "terminated is its own reason";
  return null;
}

test("terminal states never flip, the first stop reason wins, an old attempt changes nothing, in 100,000 lives", () => {
  const ends = new Set<string>();
  let reruns = 0;
  let withdrawals = 0;
  let retries = 0;
  fc.assert(
    fc.property(start, fc.array(event, { minLength: 1, maxLength: 20 }), (first, life) => {
      let state = first;
      for (const what of life) {
        const after = transition(state, what);
        const broken = brokenRule(state, what, after);
        if (broken) throw new Error(`${broken}: ${JSON.stringify({ state, what, after })}`);
        if (after && after.attempt > state.attempt) reruns += 1;
        if (after && after.retries > state.retries) retries += 1;
        if (after && after.withdrawals > state.withdrawals) withdrawals += 1;
        state = after ?? state;
      }
      ends.add(state.status);
    }),
    { numRuns: 100_000 },
  );
  // Else these lives would prove nothing.
  expect([...ends].sort()).toEqual([...EXECUTION_STATUSES].sort());
  expect(reruns).toBeGreaterThan(1_000);
  expect(retries).toBeGreaterThan(100);
  expect(withdrawals).toBeGreaterThan(100);
}, 180_000);

test("it answers the same for the same question and leaves the question as it was", () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 12 }), event, (life, last) => {
      const state = life.reduce((now, what) => transition(now, what) ?? now, CREATED);
      const copy = structuredClone(state);
      const answer = transition(state, last);
      expect(state).toEqual(copy);
      expect(transition(copy, structuredClone(last))).toEqual(answer);
    }),
  );
});
