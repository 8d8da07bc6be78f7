import { expect, test } from "vitest";
import { ManualClock } from "../manual-clock.ts";
import { StopClimb } from "./stop-climb.ts";

function build() {
  const clock = new ManualClock();
  const sent: [string, number][] = [];
  const times = { graceMs: 30_000, killWaitMs: 5_000 };
  const climb = new StopClimb({ reason: "terminated", serial: 0, times }, clock, (signal) =>
    sent.push([signal, clock.monotonic()]),
  );
  climb.climb();
  return { clock, climb, sent };
}

test("it sends SIGTERM after the grace period and SIGKILL after the kill wait, and knows what is next", () => {
  const { clock, climb, sent } = build();
  expect(climb.next).toEqual({ signal: "SIGTERM", at: 30_000 });
  clock.advance(31_000);
  expect(climb.next).toEqual({ signal: "SIGKILL", at: 35_000 });
  clock.advance(10_000);
  expect(sent).toEqual([
    ["SIGTERM", 30_000],
    ["SIGKILL", 35_000],
  ]);
  expect(climb.next).toBeNull();
});

test("more time moves the next signal alone, whichever that is", () => {
  const { clock, climb, sent } = build();
  clock.advance(29_000);
  climb.postpone(60_000);
  climb.climb();
  clock.advance(62_000);
  expect(sent).toEqual([["SIGTERM", 90_000]]);
  climb.postpone(10_000);
  climb.climb();
  clock.advance(60_000);
  expect(sent[1]).toEqual(["SIGKILL", 105_000]);
});

test("an escalation sends the next signal at once, and leaves what follows its whole wait", () => {
  const { clock, climb, sent } = build();
  clock.advance(2_000);
  climb.postpone("now");
  climb.climb();
  expect(sent).toEqual([["SIGTERM", 2_000]]);
  clock.advance(1_000);
  climb.postpone("now");
  climb.climb();
  expect(sent[1]).toEqual(["SIGKILL", 3_000]);
});

test("what can't wait shortens what is left, whichever signal is next, and never lengthens it", () => {
  const { clock, climb, sent } = build();
  clock.advance(10_000);
  climb.postpone(3_600_000);
  climb.hasten({ graceMs: 3_000, killWaitMs: 1_500 });
  climb.climb();
  clock.advance(100_000);
  expect(sent).toEqual([
    ["SIGTERM", 13_000],
    ["SIGKILL", 14_500],
  ]);
  const other = build();
  other.clock.advance(30_000);
  other.climb.postpone(3_600_000);
  other.clock.advance(1_000);
  other.climb.hasten({ graceMs: 3_000, killWaitMs: 1_500 });
  other.climb.hasten({ graceMs: 100_000, killWaitMs: 100_000 });
  other.climb.climb();
  other.clock.advance(100_000);
  expect(other.sent[1]).toEqual(["SIGKILL", 35_500]);
});

test("a cancelled climb sends nothing more", () => {
  const { clock, climb, sent } = build();
  climb.cancel();
  clock.advance(100_000);
  expect(sent).toEqual([]);
});
