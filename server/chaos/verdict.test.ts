import { expect, test } from "vitest";
import type { Life } from "./journal.ts";
import type { Story, StoryEvent } from "./stories.ts";
import { type Evidence, findViolations } from "./verdict.ts";
import type { Accepted, OrderedDeadline } from "./workload.ts";

const second = 1_000_000_000n;

function event(type: string, attempt: number, data: Record<string, unknown> = {}): StoryEvent {
  return { type, attempt, data };
}

const returned = event("ended", 1, { outcome: "returned" });

function story(over: Partial<Story> = {}): Story {
  const row = { id: "e", service: "chaos-python-process-rerun", idempotencyKey: "k", parentId: null };
  const events = [event("started", 1), returned];
  return { ...row, status: "success", reason: null, attempt: 1, maxAttempts: 6, events, ...over };
}

/** In seconds. */
function life(over: Partial<Omit<Life, "from" | "to">> & { from?: number; to?: number } = {}): Life {
  const { from = 1, to = 2, ...rest } = over;
  const nanoseconds = (at: number) => BigInt(Math.round(at * 1_000)) * 1_000_000n;
  return {
    ...{ attempt: 1, pid: 7, finished: true, stray: false },
    ...rest,
    from: nanoseconds(from),
    to: nanoseconds(to),
  };
}

const start: Accepted = {
  ...{ id: "e", service: "chaos-python-process-rerun", idempotencyKey: "k", parentId: null },
  sentAt: 0n,
  answeredAt: 0n,
};

function violations(over: Partial<Evidence> & { story?: Partial<Story>; lives?: Life[] }): string[] {
  const { story: own, lives = [life()], ...rest } = over;
  return findViolations({
    accepted: [start],
    unanswered: 0,
    terminated: new Set(),
    cascades: new Map(),
    deadlines: new Map(),
    expired: new Map(),
    stories: [story(own)],
    journals: new Map([["e", lives]]),
    settledAt: 1_000n * second,
    left: [],
    wrongAnswers: [],
    ...rest,
  });
}

function moved(over: Partial<OrderedDeadline>): Evidence["deadlines"] {
  return new Map([["e", { seconds: 20, sentAt: second, answeredAt: second, done: true, ...over }]]);
}

const told: Evidence["cascades"] = new Map([["p", { sentAt: second, answeredAt: second }]]);
const terminated = event("stop_requested", 1, { reason: "terminated" });
const timedOut = [event("stop_requested", 1, { reason: "timeout" }), event("seen", 1)];
const verified = event("verified", 1);
const stopped = event("ended", 1, { outcome: "stopped" });
const answered = event("order_answered", 1, { kind: "deadline", refusal: null });

test("a run in which every promise was kept has none", () => {
  expect(violations({})).toEqual([]);
});

test.each<[string, Parameters<typeof violations>[0]]>([
  ["is lost", { stories: [] }],
  ["has another", { story: { idempotencyKey: "other" } }],
  ["1 executions are there that nobody was told of", { stories: [story(), story({ id: "f" })] }],
  ["never ended", { story: { status: "in-progress", events: [] } }],
  ["ended 2 times", { story: { events: [returned, returned] } }],
  ["had 7 attempts of 6", { story: { attempt: 7 } }],
  ["ran twice at a time", { lives: [life(), life({ pid: 8 })] }],
  [
    "ran twice at a time",
    { lives: [life({ stray: true, pid: 9, to: 9 }), life({ attempt: 2, from: 8, to: 9 })] },
  ],
  ["began one attempt twice", { lives: [life(), life({ pid: 8, from: 3, to: 4 })] }],
  ["lives after it has ended", { lives: [life(), life({ stray: true, pid: 8, to: 1_001 })] }],
  ["never came to its end", { lives: [life({ finished: false })] }],
  ["is left running", { left: ["12 python3"] }],
  ["401", { wrongAnswers: ["start 3 was answered 401"] }],
  [
    "was terminated and tried again",
    { story: { attempt: 2, events: [terminated, event("ended", 2, { outcome: "returned" })] } },
  ],
  ["no row says so", { terminated: new Set(["e"]) }],
  ["is not verified", { story: { status: "terminated", events: [stopped] } }],
  [
    "is not verified",
    { story: { status: "terminated", events: [terminated, event("ended", 1, { outcome: "crashed" })] } },
  ],
  ["is not verified", { story: { events: [terminated, returned] } }],
  [
    "its family was told to end",
    { story: { parentId: "p" }, cascades: told, lives: [life({ from: 0.5, to: 3 })] },
  ],
  [
    "its family was told to end",
    {
      accepted: [
        { ...start, answeredAt: 5n * second },
        { ...start, id: "p", idempotencyKey: "q" },
      ],
      stories: [
        story({ parentId: "p" }),
        story({
          id: "p",
          idempotencyKey: "q",
          status: "terminated",
          events: [terminated, verified, stopped],
        }),
      ],
      cascades: told,
      lives: [life({ from: 6, to: 8 })],
    },
  ],
  ["met its deadline 6.0 s too early", { story: { events: [...timedOut, verified, stopped] } }],
  [
    "met its deadline 11.0 s too early",
    {
      story: { events: [answered, ...timedOut, verified, stopped] },
      deadlines: moved({}),
      lives: [life({ to: 10 })],
    },
  ],
  ["lived 1.0 s longer than anybody allows", { lives: [life({ to: 92 })] }],
  [
    "began 1.0 s too early after an error",
    {
      story: {
        attempt: 2,
        events: [event("retry", 1, { outcome: "raised" }), event("ended", 2, { outcome: "returned" })],
      },
      lives: [life(), life({ attempt: 2, from: 3, to: 4 })],
    },
  ],
  [
    "was failed for waiting 8.0 s too early",
    {
      stories: [story({ service: "chaos-queued", status: "failed", reason: "queue-timeout" })],
      expired: new Map([["e", 4n * second]]),
      lives: [],
    },
  ],
])("%s", (words, over) => {
  expect(violations(over).join("\n")).toContain(words);
});

test("what was withdrawn may be tried again, and a stray may live beside its own attempt", () => {
  const withdrawn = event("order_answered", 1, { kind: "withdraw", refusal: null });
  const events = [
    ...[terminated, withdrawn, event("rerun", 1, { outcome: "crashed" })],
    event("ended", 2, { outcome: "returned" }),
  ];
  const lives = [life(), life({ stray: true, pid: 8 }), life({ attempt: 2, from: 3, to: 4 })];
  expect(violations({ story: { attempt: 2, events }, lives, terminated: new Set(["e"]) })).toEqual([]);
});

test("what had ended by itself may have children after its family was told to end", () => {
  const accepted = [{ ...start, sentAt: 4n * second, answeredAt: 5n * second }];
  const lives = [life({ from: 6, to: 8 })];
  expect(violations({ story: { parentId: "p" }, accepted, cascades: told, lives })).toEqual([]);
});

test("an ordered deadline counts instead of the policy's", () => {
  const events = [answered, ...timedOut, verified, stopped];
  const lives = [life({ to: 21 })];
  expect(violations({ story: { events, status: "failed" }, deadlines: moved({}), lives })).toEqual([]);
});
