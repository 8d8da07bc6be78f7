import { expect, test } from "vitest";
import { numberFormat } from "#components/locale/format-number.ts";
import type { ExecutionEventView } from "#server/domain/views.ts";
import { eventWords, timelineEntries } from "./event-words.ts";

const english = numberFormat("en");

function buildEvent(type: string, data: Record<string, unknown> = {}, attempt = 1): ExecutionEventView {
  return { id: 1, attempt, type, at: new Date(0), actor: "agent", data };
}

test.each<[string, Record<string, unknown>, string]>([
  [
    "stop_requested",
    { reason: "terminated", note: "wrong learning rate" },
    "Stop requested: “wrong learning rate”",
  ],
  ["stop_requested", { reason: "timeout" }, "Stop requested, timed out"],
  ["seen", { by: "checkpoint" }, "Its code met the request at a checkpoint"],
  ["seen", {}, "Its code met the request"],
  ["exited", { exitCode: 0, exitSignal: null }, "The worker ended with exit code 0"],
  ["exited", { exitCode: null, exitSignal: "SIGKILL" }, "The worker ended by SIGKILL"],
  ["order_given", { kind: "more-time", seconds: 120 }, "Asked to give it 2 min more"],
  ["order_answered", { kind: "withdraw", refusal: null }, "The stop was withdrawn: it goes on"],
  [
    "order_answered",
    { kind: "withdraw", refusal: "seen" },
    "The agent could not do so: its code has met the request already",
  ],
  [
    "order_answered",
    {
      kind: "escalate",
      refusal: null,
      signal: "SIGTERM",
      from: "2026-01-01T12:00:24Z",
      to: "2026-01-01T12:00:00Z",
    },
    "Escalated: SIGTERM 24.0 s earlier than planned",
  ],
  [
    "order_answered",
    {
      kind: "deadline",
      refusal: null,
      signal: null,
      from: "2026-01-01T12:00:00Z",
      to: "2026-01-01T12:15:00Z",
    },
    "Moved: its deadline 15 m 00 s later than planned",
  ],
  ["deadline_extended", { seconds: 60 }, "Its code extended its timeout by 1 min"],
  ["signalled", { signal: "SIGTERM" }, "SIGTERM sent to its process group"],
  ["ended", { status: "failed", reason: "max-attempts" }, "Ended: failed, max attempts"],
  [
    "ended",
    { status: "terminated", reason: "terminated", unverified: true },
    "Ended: terminated, unverified",
  ],
  [
    "ended",
    { status: "terminated", reason: "terminated", strays: 2 },
    "Ended: terminated, 2 stray processes ended",
  ],
  ["rerun", { reason: "timeout", nextAttempt: 3 }, "Back to the queue for attempt 3, timed out"],
  [
    "rerun",
    { reason: "reset", nextAttempt: 1, outcome: "refused" },
    "Back to the queue: its replica could not begin it, which spends no attempt",
  ],
  ["something_new", {}, "something new"],
])("%s %j reads: %s", (type, data, words) => {
  expect(eventWords({ event: buildEvent(type, data), count: 1 }, english)).toBe(words);
});

test("saves that follow one another are told once, per attempt", () => {
  const save = (attempt: number) => buildEvent("state_saved", {}, attempt);
  const entries = timelineEntries([buildEvent("started"), save(1), save(1), save(2), buildEvent("ended")]);
  expect(entries.map((entry) => [entry.event.type, entry.count])).toEqual([
    ["started", 1],
    ["state_saved", 2],
    ["state_saved", 1],
    ["ended", 1],
  ]);
});
