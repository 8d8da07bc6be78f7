import { describe, expect, test } from "vitest";
import { DEFAULT_POLICY } from "#server/domain/policy-values.ts";
import type { ExecutionEventView, StopView } from "#server/domain/views.ts";
import { nextSignal, type RungMark, reachedAfter, stopLadder, strongestSignal } from "./stop-ladder.ts";

const T0 = Date.UTC(2026, 10, 23, 10, 0, 0);
let nextId = 1;

function buildEvent(
  type: string,
  afterMs: number,
  data: Record<string, unknown> = {},
  attempt = 1,
): ExecutionEventView {
  return { id: nextId++, attempt, type, at: new Date(T0 + afterMs), actor: "agent", data };
}

function buildStop(overrides: Partial<StopView> = {}): StopView {
  return {
    reason: "terminated",
    rung: "requested",
    signal: null,
    final: true,
    rungAt: new Date(T0),
    requestedAt: new Date(T0),
    requestedBy: "ada",
    note: "wrong learning rate",
    ...overrides,
  };
}

function requested(data: Record<string, unknown> = {}): ExecutionEventView {
  return { ...buildEvent("stop_requested", 0, { reason: "terminated", ...data }), actor: "ada" };
}

function marks(ladder: ReturnType<typeof stopLadder>): RungMark[] {
  return ladder?.rungs.map((step) => step.mark) ?? [];
}

describe("the stop ladder", () => {
  test("is not there while nobody asked to stop", () => {
    expect(stopLadder([buildEvent("started", 0)], 1, null)).toBeNull();
  });

  test("gives each rung its time from the request", () => {
    const events = [requested(), buildEvent("delivered", 4), buildEvent("seen", 1_900, { by: "checkpoint" })];
    const ladder = stopLadder(events, 1, buildStop({ rung: "seen", rungAt: new Date(T0 + 1_900) }));
    expect(ladder?.rungs.map((step) => step.afterMs)).toEqual([0, 4, 1_900, null, null, null]);
    expect(marks(ladder)).toEqual(["reached", "reached", "reached", "waiting", "ahead", "ahead"]);
    expect(ladder).toMatchObject({
      requestedBy: "ada",
      note: "wrong learning rate",
      seenBy: "checkpoint",
      over: false,
    });
  });

  test("takes the row's word for a rung whose event is not here yet", () => {
    const ladder = stopLadder([requested()], 1, buildStop({ rung: "delivered", rungAt: new Date(T0 + 7) }));
    expect(ladder && reachedAfter(ladder, "delivered")).toBe(7);
  });

  test("shows a rung that was passed unproven as skipped, never as reached", () => {
    const events = [requested(), buildEvent("delivered", 4), buildEvent("exited", 900)];
    expect(marks(stopLadder(events, 1, null))).toEqual([
      "reached",
      "reached",
      "skipped",
      "skipped",
      "reached",
      "waiting",
    ]);
  });

  test("does not call an attempt verified that ended without the proof", () => {
    const events = [
      requested(),
      buildEvent("delivered", 4),
      buildEvent("ended", 30_000, { status: "failed" }),
    ];
    const ladder = stopLadder(events, 1, buildStop({ rung: "verified" }));
    expect(ladder?.over).toBe(true);
    expect(marks(ladder).at(-1)).toBe("skipped");
  });

  test("belongs to one attempt: an earlier attempt's stop is not this one's", () => {
    const events = [
      requested(),
      buildEvent("verified", 900),
      buildEvent("rerun", 901),
      buildEvent("started", 950, {}, 2),
    ];
    expect(stopLadder(events, 2, null)).toBeNull();
    expect(stopLadder(events, 1, null)?.over).toBe(true);
  });

  test("never shows an effect before its cause when two clocks disagree", () => {
    const ladder = stopLadder([requested(), buildEvent("delivered", -12)], 1, null);
    expect(ladder && reachedAfter(ladder, "delivered")).toBe(0);
  });

  test("knows which signal is due next, and that none is after SIGKILL", () => {
    const policy = { ...DEFAULT_POLICY, gracePeriod: 30, killWait: 5 };
    const asked = [requested(), buildEvent("delivered", 1_000)];
    const termed = [...asked, buildEvent("signalled", 31_000, { signal: "SIGTERM" })];
    const killed = [...termed, buildEvent("signalled", 36_000, { signal: "SIGKILL" })];
    const due = [asked, termed, killed].map((events) => {
      const ladder = stopLadder(events, 1, null);
      return ladder && nextSignal(ladder, policy);
    });
    expect(due).toEqual([
      { signal: "SIGTERM", at: new Date(T0 + 31_000), killWaitMs: 5_000 },
      { signal: "SIGKILL", at: new Date(T0 + 36_000), killWaitMs: 5_000 },
      null,
    ]);
    const ladder = stopLadder(killed, 1, null);
    expect(ladder && strongestSignal(ladder)).toBe("SIGKILL");
  });

  test("gives a program that is asked by SIGTERM at once the whole time to end by itself", () => {
    const policy = { ...DEFAULT_POLICY, gracePeriod: 30, killWait: 5 };
    const events = [
      requested(),
      buildEvent("delivered", 4),
      buildEvent("signalled", 5, { signal: "SIGTERM" }),
    ];
    const ladder = stopLadder(events, 1, null);
    expect(ladder && nextSignal(ladder, policy)).toMatchObject({
      signal: "SIGKILL",
      at: new Date(T0 + 35_005),
    });
  });

  test("tells who asked to terminate what a timeout was stopping already", () => {
    const timeout = buildEvent("stop_requested", 0, { reason: "timeout" });
    const also = { ...buildEvent("stop_requested", 2_000, { reason: "terminated" }), actor: "ada" };
    expect(stopLadder([timeout, also], 1, null)).toMatchObject({ reason: "timeout", alsoAskedBy: "ada" });
    expect(stopLadder([requested()], 1, null)).toMatchObject({ alsoAskedBy: null });
  });
});

describe("orders about a stop", () => {
  const withdrawn = (afterMs: number) =>
    buildEvent("order_answered", afterMs, { kind: "withdraw", refusal: null });

  test("a withdrawn stop is no ladder, and the next one has only its own rungs", () => {
    const past = [requested(), buildEvent("delivered", 4), withdrawn(900)];
    expect(stopLadder(past, 1, null)).toBeNull();
    const again = buildEvent("stop_requested", 2_000, { reason: "timeout" });
    const ladder = stopLadder([...past, again], 1, buildStop({ reason: "timeout" }));
    expect(ladder).toMatchObject({ reason: "timeout", note: "wrong learning rate" });
    expect(marks(ladder)).toEqual(["reached", "waiting", "ahead", "ahead", "ahead", "ahead"]);
  });

  test("a withdrawal that was refused leaves the stop as it is", () => {
    const late = buildEvent("order_answered", 900, { kind: "withdraw", refusal: "seen" });
    expect(stopLadder([requested(), late], 1, buildStop())?.requestedBy).toBe("ada");
  });

  test("more time moves the signal that it was given for, not the one after it", () => {
    const policy = { ...DEFAULT_POLICY, gracePeriod: 30, killWait: 5 };
    const to = new Date(T0 + 90_000).toISOString();
    const more = buildEvent("order_answered", 10_000, {
      kind: "more-time",
      refusal: null,
      signal: "SIGTERM",
      to,
    });
    const events = [requested(), buildEvent("delivered", 0), more];
    const before = stopLadder(events, 1, buildStop({ rung: "delivered" }));
    expect(before && nextSignal(before, policy)).toMatchObject({ signal: "SIGTERM", at: new Date(to) });
    const sent = buildEvent("signalled", 90_000, { signal: "SIGTERM" });
    const after = stopLadder([...events, sent], 1, buildStop({ rung: "delivered" }));
    expect(after && nextSignal(after, policy)).toMatchObject({
      signal: "SIGKILL",
      at: new Date(T0 + 95_000),
    });
  });
});
