import { expect, test } from "vitest";
import { numberFormat } from "#components/locale/format-number.ts";
import type { ExecutionEventView } from "#server/domain/views.ts";
import { type Announced, announcedWords } from "./announced-words.ts";
import { stopLadder } from "./stop-ladder.ts";

const english = numberFormat("en");

const T0 = Date.UTC(2026, 10, 23, 10, 0, 0);

function build(overrides: Partial<Announced> = {}): Announced {
  return {
    status: "in-progress",
    stop: null,
    lost: false,
    attempt: 1,
    maxAttempts: 3,
    reason: null,
    message: null,
    unverified: false,
    ...overrides,
  };
}

const STOP: Announced["stop"] = {
  reason: "terminated",
  mode: "checkpoint",
  requestedAt: new Date(T0),
  requestedBy: "ada",
  note: null,
  rung: "requested",
  rungAt: new Date(T0),
  signal: null,
  final: false,
};
const STOPPING = build({ stop: STOP });
const TERMINATED = build({ stop: STOP, status: "terminated", reason: "terminated" });

type Step = [type: string, afterMs: number, data?: Record<string, unknown>];

function ladderOf(...steps: Step[]) {
  const all: Step[] = [["started", -60_000], ["stop_requested", 0, { reason: "terminated" }], ...steps];
  const events = all.map(
    ([type, afterMs, data = {}], id): ExecutionEventView => ({
      id,
      attempt: 1,
      type,
      at: new Date(T0 + afterMs),
      actor: "agent",
      data,
    }),
  );
  return stopLadder(events, 1, STOP);
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

test("a stop says two things: that it stops, and how it ended", () => {
  const told = [
    announcedWords(build(), null, english),
    announcedWords(STOPPING, ladderOf(), english),
    announcedWords(STOPPING, ladderOf(...SEEN), english),
    announcedWords({ ...STOPPING, message: "step 3" }, ladderOf(...SEEN, ["exited", 3_100]), english),
    announcedWords(TERMINATED, ladderOf(...SEEN, ["exited", 3_100]), english),
    announcedWords(STOPPING, ladderOf(...SEEN, ...END), english),
    announcedWords(TERMINATED, ladderOf(...SEEN, ...END), english),
  ];
  expect([...new Set(told)]).toEqual([
    "In progress",
    "Stopping",
    "Terminated. Stopped in 3.2 s at a checkpoint, nothing left running",
  ]);
});

test("each signal is said once", () => {
  const term: Step = ["signalled", 5_000, { signal: "SIGTERM" }];
  const kill: Step = ["signalled", 7_000, { signal: "SIGKILL" }];
  expect(announcedWords(STOPPING, ladderOf(term), english)).toBe("Stopping. SIGTERM was sent");
  expect(announcedWords(STOPPING, ladderOf(term, kill), english)).toBe("Stopping. SIGKILL was sent");
});

test.each<[Partial<Announced>, string]>([
  [{ status: "created" }, "Created"],
  [{ status: "created", attempt: 2 }, "Created, attempt 2 of 3"],
  [{ status: "success" }, "Success"],
  [{ status: "failed", message: "no header line" }, "Failed. no header line"],
  [{ status: "failed", reason: "timeout" }, "Failed. timed out"],
  [{ status: "terminated", reason: "terminated" }, "Terminated"],
  [{ lost: true }, "Lost"],
  [{ status: "failed", reason: "lost", unverified: true }, "Failed, unverified. runner lost"],
])("what nobody asked to stop says its state, and why it ended: %o", (overrides, words) => {
  expect(announcedWords(build(overrides), null, english)).toBe(words);
});
