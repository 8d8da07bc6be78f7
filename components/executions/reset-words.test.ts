import { expect, test } from "vitest";
import { neighbourWords, resetWaitWords } from "./reset-words.ts";

const now = 1_000_000;
const one = { id: "one", functionName: "run", until: new Date(now + 60_000) };
const two = { id: "two", functionName: "run", until: new Date(now + 240_000) };

test("a reset says how many it waits for, and for how long the slowest may take", () => {
  expect(resetWaitWords({ waitsFor: [one, two] }, now)).toBe(
    "Waits for the reset of its replica: 2 neighbours, at most 4 m 00 s",
  );
  expect(resetWaitWords({ waitsFor: [one] }, now)).toBe(
    "Waits for the reset of its replica: 1 neighbour, at most 1 m 00 s",
  );
  expect(resetWaitWords({ waitsFor: [] }, now)).toBe("Its replica is being reset: nobody else is waited for");
});

test("a neighbour is told how long it has, and when it has no more", () => {
  expect(neighbourWords({ waitsFor: [one, two] }, "one", now)).toBe(
    "This one is waited for, at most 1 m 00 s, and keeps its result.",
  );
  expect(neighbourWords({ waitsFor: [two] }, "one", now)).toBe(
    "This one is not waited for any more: the reset ends it.",
  );
});
