import { describe, expect, test } from "vitest";
import { numberFormat } from "#components/locale/format-number.ts";
import { type StopTarget, stopChoice, stopFacts, stopModes, stopPlan } from "./stop-plan.ts";

const english = numberFormat("en");

const now = 1_000_000;
const ago = (seconds: number) => new Date(now - seconds * 1_000);
const times = { gracePeriod: 30, killWait: 5 };

function target(over: Partial<StopTarget> = {}): StopTarget {
  return {
    id: "0198f3a0-1111-7222-8333-4444deadbeef",
    serviceName: "train-digits",
    functionName: "train",
    status: "in-progress",
    reason: null,
    stop: null,
    lost: false,
    unverified: false,
    startedAt: ago(720),
    checkpointAt: ago(4),
    checkpointIntervalMs: 6_000,
    savedAt: ago(130),
    neighbours: null,
    ...over,
  };
}

describe("the plan of a stop", () => {
  test("names the checkpoint, the grace period and both signals", () => {
    expect(stopPlan(target(), times, "python")).toBe(
      "It is asked to stop at its next checkpoint; if it has not in 30 s, it gets SIGTERM, and SIGKILL 5 s later.",
    );
  });
  test("that saves first says for how long it may go on", () => {
    expect(stopPlan(target(), times, "node", "save")).toBe(
      "It goes on until it has saved, for 30 s at most, and stops at the checkpoint after that; if it has not in 30 s, it gets SIGTERM, and SIGKILL 5 s later.",
    );
  });
  test("of now leaves the grace period out", () => {
    for (const runtime of ["python", "command"] as const)
      expect(stopPlan(target(), times, runtime, "now")).toBe(
        "It gets SIGTERM at once, and SIGKILL 5 s later.",
      );
  });
  test("names no times while they are not loaded", () => {
    expect(stopPlan(target(), null, "python")).toBe(
      "It is asked to stop at its next checkpoint; if it has not, it gets SIGTERM, and then SIGKILL.",
    );
  });
  test("of a command is SIGTERM at once", () => {
    expect(stopPlan(target(), times, "command")).toBe("It gets SIGTERM at once, and SIGKILL 35 s later.");
  });
  test("in a shared worker is a reset of the replica, and tells who is waited for", () => {
    expect(stopPlan(target({ neighbours: 3 }), times, "python")).toBe(
      "It is asked to stop at its next checkpoint; if it ignores that for 30 s, its replica is reset: 3 neighbours are waited for until their deadlines, then SIGTERM, 5 s later SIGKILL.",
    );
    expect(stopPlan(target({ neighbours: 0 }), null, "python")).toContain(
      "if it ignores that, its replica is reset: SIGTERM, then SIGKILL.",
    );
  });
  test("of what is lost promises nothing before its agent answers", () => {
    expect(stopPlan(target({ lost: true }), times, "python")).toBe(
      "It is lost: the request reaches it only if its agent answers again. Then it is asked to stop at its next checkpoint; if it has not in 30 s, it gets SIGTERM, and SIGKILL 5 s later. If its agent stays silent, it is given up and not run again, and nobody can say whether anything of it is left running.",
    );
    const hint = (mode: "checkpoint" | "now") => stopChoice(mode, target({ lost: true }), "python", now).hint;
    expect(hint("checkpoint")).toBe("it can save its work then");
    expect(hint("now")).toMatch(/^SIGTERM as soon as its agent answers;/);
  });
  test("of what has not started is its end", () => {
    expect(stopPlan(target({ status: "created", startedAt: null }), times, "command")).toBe(
      "It does not run now: it ends at once.",
    );
  });
  test("of what stops already says so", () => {
    expect(stopPlan(target({ stop: STOPPING }), times, "python")).toMatch(
      /^It is stopping already: its time was up\./,
    );
  });
});

const STOPPING = {
  ...({ reason: "timeout", rung: "delivered", signal: null, final: false } as const),
  ...{ rungAt: ago(1), requestedAt: ago(2), requestedBy: "agent", note: null },
};

describe("the ways to stop it", () => {
  test("are three in a worker of its own; a shared one gets no signals, and a command has no checkpoints", () => {
    expect(stopModes(target(), "python")).toEqual(["checkpoint", "save", "now"]);
    expect(stopModes(target({ neighbours: 0 }), "node")).toEqual(["checkpoint", "save"]);
    expect(stopModes(target(), "command")).toEqual(["checkpoint", "now"]);
  });
  test("are none for what waits or stops", () => {
    expect(stopModes(target({ status: "created" }), "python")).toEqual([]);
    expect(stopModes(target({ stop: STOPPING }), "python")).toEqual([]);
  });
  test("tell when the next checkpoint is expected, and nothing of it once that is late", () => {
    const hint = (over: Partial<StopTarget>) => stopChoice("checkpoint", target(over), "python", now).hint;
    expect(hint({})).toBe("expected in about 2 s; it can save its work then");
    expect(hint({ checkpointAt: ago(90) })).toBe("it can save its work then");
  });
  test("tell the work that is lost by a stop now: since the last save, or all of it", () => {
    const hint = (over: Partial<StopTarget>) => stopChoice("now", target(over), "python", now).hint;
    expect(hint({})).toBe("SIGTERM at once; up to 2 m of work is lost");
    expect(hint({ savedAt: null })).toBe("SIGTERM at once; up to 12 m of work is lost");
    // What an earlier attempt saved is in this one from its beginning.
    expect(hint({ savedAt: ago(10_800), startedAt: ago(60) })).toBe(
      "SIGTERM at once; up to 1 m of work is lost",
    );
  });
});

describe("what is known of its work", () => {
  test("is the age of the last checkpoint and of the saved state", () => {
    expect(stopFacts(target(), now, "python", english)).toEqual([
      "Last checkpoint 4 s ago, usually every 6.0 s.",
      "State last saved 2 m ago.",
    ]);
  });
  test("warns when the checkpoint is overdue", () => {
    expect(stopFacts(target({ checkpointAt: ago(90) }), now, "python", english)[0]).toContain(
      "it may not answer soon",
    );
  });
  test("tells a save of an earlier attempt from one of this", () => {
    expect(stopFacts(target({ savedAt: ago(10_800), startedAt: ago(60) }), now, "python", english)[1]).toBe(
      "State last saved 3 h ago, before this attempt began.",
    );
  });
  test("says what would be lost when nothing was saved", () => {
    expect(stopFacts(target({ savedAt: null, checkpointAt: null }), now, "python", english)).toEqual([
      "It has not passed a checkpoint yet.",
      "It has saved no state in the 12 m that it has run.",
    ]);
  });
  test("is nothing for commands and for what has not started", () => {
    expect(stopFacts(target(), now, "command", english)).toEqual([]);
    expect(stopFacts(target({ status: "created" }), now, "python", english)).toEqual([]);
  });
});
