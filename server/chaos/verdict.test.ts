import { expect, test } from "vitest";
import { type Evidence, findViolations, type Story } from "./verdict.ts";

function story(over: Partial<Story> = {}): Story {
  const events = [
    { type: "started", attempt: 1, data: {} },
    { type: "ended", attempt: 1, data: { outcome: "returned" } },
  ];
  return { id: "e", status: "success", reason: null, attempt: 1, maxAttempts: 3, events, ...over };
}

const life = { attempt: 1, pid: 7, from: 1n, to: 2n, finished: true };

function violations(over: Partial<Evidence>): string[] {
  return findViolations({
    accepted: ["e"],
    terminated: new Set(),
    stories: [story()],
    journals: new Map([["e", [life]]]),
    left: [],
    ...over,
  });
}

test("a run in which every promise was kept has none", () => {
  expect(violations({})).toEqual([]);
});

test.each<[string, Partial<Evidence>]>([
  ["is lost", { stories: [] }],
  ["never ended", { stories: [story({ status: "in-progress", events: [] })] }],
  ["ended 2 times", { stories: [story({ events: [...story().events, ...story().events] })] }],
  ["ran twice at a time", { journals: new Map([["e", [life, { ...life, pid: 8 }]]]) }],
  ["never came to its end", { journals: new Map([["e", [{ ...life, finished: false }]]]) }],
  ["is left running", { left: ["12 python3"] }],
  [
    "was terminated and tried again",
    { stories: [story({ status: "failed", reason: "max-attempts" })], terminated: new Set(["e"]) },
  ],
  [
    "was not verified",
    {
      stories: [
        story({
          status: "terminated",
          events: [{ type: "ended", attempt: 1, data: { outcome: "stopped" } }],
        }),
      ],
    },
  ],
])("%s", (words, over) => {
  expect(violations(over).join("\n")).toContain(words);
});
