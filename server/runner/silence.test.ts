import { expect, test } from "vitest";
import { Silence } from "./silence.ts";

/** Looks once a second for `seconds`; true when the agent is called silent at the last look. */
function lookFor(
  silence: Silence,
  clock: { at: number },
  seconds: number,
  heardAt: () => number | null,
): boolean {
  let silent = false;
  for (let second = 0; second < seconds; second += 1) {
    clock.at += 1_000;
    silent = silence.look([{ id: "r", heardAt: heardAt() }]).has("r");
  }
  return silent;
}

function setUp() {
  const clock = { at: 0 };
  return { clock, silence: new Silence({ monotonic: () => clock.at }) };
}

test("an agent that was not heard for 24 s is silent, and not before", () => {
  const { clock, silence } = setUp();
  expect(lookFor(silence, clock, 24, () => 5)).toBe(false);
  expect(lookFor(silence, clock, 1, () => 5)).toBe(true);
});

test("an agent that is heard is never silent", () => {
  const { clock, silence } = setUp();
  expect(lookFor(silence, clock, 300, () => Math.floor(clock.at / 5_000))).toBe(false);
});

test("one that has not connected yet has a minute", () => {
  const { clock, silence } = setUp();
  expect(lookFor(silence, clock, 60, () => null)).toBe(false);
  expect(lookFor(silence, clock, 1, () => null)).toBe(true);
});

test("a runner that was frozen itself does not take that for the agent's silence", () => {
  const { clock, silence } = setUp();
  lookFor(silence, clock, 5, () => 5);
  clock.at += 120_000;
  expect(lookFor(silence, clock, 1, () => 5)).toBe(false);
});
