import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution } from "#db/testing-builders.ts";
import { systemClock } from "#server/clock.ts";
import type { Context } from "#server/context.ts";
import type { Autopsy } from "#server/domain/autopsy.ts";
import type { StopSignal } from "#server/domain/stop.ts";
import { applyAgentEvents } from "./apply-agent-events.ts";
import { applyEvent } from "./apply-event.ts";
import { listAutopsies } from "./list-autopsies.ts";
import { listEvents } from "./list-events.ts";
import { agentVoice } from "./testing-agent-voice.ts";

let db: TestDatabase;
let ctx: Context;
beforeAll(async () => {
  db = await createTestDatabase();
  ctx = { database: db.database, clock: systemClock, actor: "runner" };
});
afterAll(() => db.drop());

let execution: Awaited<ReturnType<typeof buildExecution>>;
beforeEach(async () => {
  execution = await buildExecution(db.database, { status: "in-progress" });
});

function autopsy(signal: StopSignal, overrides: Partial<Autopsy> = {}): Autopsy {
  const frames = [{ function: "fit", file: "train.py", line: 214, library: false }];
  return {
    signal,
    at: signal === "SIGTERM" ? "2026-01-01T12:00:00.000Z" : "2026-01-01T12:00:05.000Z",
    tookMs: 3,
    threads: [{ name: "main thread", owner: "execution", frames, moreFrames: 0, note: null }],
    moreThreads: 0,
    noStacks: null,
    processes: [],
    moreProcesses: 0,
    lastLines: [],
    ...overrides,
  };
}

const about = (taken: Autopsy) =>
  ({ type: "autopsy", executionId: execution.id, attempt: 1, autopsy: taken }) as const;

describe("an autopsy", () => {
  test("is kept on its attempt, one for each signal, and told in the timeline by the line", async () => {
    const { say } = agentVoice(ctx, execution);
    await say(about(autopsy("SIGTERM")));
    await say(about(autopsy("SIGKILL")));
    const [attempt] = await listAutopsies(ctx, { id: execution.id });
    expect(attempt).toMatchObject({
      attempt: 1,
      missing: null,
      autopsies: [
        { signal: "SIGTERM", blockedAt: "train.py:214 in fit" },
        { signal: "SIGKILL", blockedAt: "train.py:214 in fit" },
      ],
    });
    expect(
      (await listEvents(ctx, { id: execution.id })).filter(({ type }) => type === "autopsy"),
    ).toMatchObject([
      { data: { signal: "SIGTERM", blockedAt: "train.py:214 in fit", noStacks: null } },
      { data: { signal: "SIGKILL" } },
    ]);
  });

  test("that comes twice is kept once", async () => {
    const event = { seq: 1, at: "2026-01-01T12:00:00.000Z", event: about(autopsy("SIGKILL")) };
    const batch = { replicaId: execution.replicaId as string, events: [event] };
    await applyAgentEvents(ctx, [batch]);
    await applyAgentEvents(ctx, [batch]);
    expect((await listAutopsies(ctx, { id: execution.id }))[0]?.autopsies).toHaveLength(1);
  });

  test("by an agent that the attempt is not placed on is not kept", async () => {
    const other = await buildExecution(db.database, { status: "in-progress" });
    await agentVoice(ctx, { ...other, replicaId: other.replicaId }).say(about(autopsy("SIGKILL")));
    expect((await listAutopsies(ctx, { id: execution.id }))[0]?.autopsies).toEqual([]);
    expect((await listEvents(ctx, { id: execution.id })).map(({ type }) => type)).not.toContain("autopsy");
  });
});

describe("without an autopsy", () => {
  test("of what was lost it is said that nobody could look", async () => {
    const event = { type: "abandoned", attempt: 1, reason: "lost" } as const;
    await applyEvent(ctx, { executionId: execution.id, event, at: systemClock.now(), actor: "system" });
    const [attempt] = await listAutopsies(ctx, { id: execution.id });
    expect(attempt).toMatchObject({
      autopsies: [],
      missing: expect.stringContaining("agent did not answer"),
    });
  });

  test("what ended by itself needs no words", async () => {
    const end = { outcome: { type: "returned" }, exitCode: 0, exitSignal: null, strays: 0 } as const;
    await agentVoice(ctx, execution).say({ type: "ended", executionId: execution.id, attempt: 1, ...end });
    expect(await listAutopsies(ctx, { id: execution.id })).toEqual([
      { attempt: 1, autopsies: [], missing: null },
    ]);
  });

  test("an execution that there is not is an error", async () => {
    const id = "018f0000-0000-7000-8000-000000000000";
    await expect(listAutopsies(ctx, { id })).rejects.toThrow(`There is no execution ${id}`);
  });
});
