import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { END_REASONS, EXECUTION_STATUSES, isTerminal } from "#server/domain/status.ts";
import type { AttemptView } from "#server/domain/views.ts";
import type { ExecutionRecord, RerunChain } from "#server/executions/rerun-chain.ts";
import { toWireExecution } from "./execution-wire.ts";
import { REPORT_STATUSES } from "./status-log.ts";
import { buildAttempt, buildRecord, secondsIn } from "./testing-records.ts";

const frame = { base: "http://127.0.0.1:3000/dataloop/api/v1", now: secondsIn(100) };
const wire = (...chain: RerunChain) => toWireExecution("execution-1", chain, frame);
const words = (...chain: RerunChain) => wire(...chain).statusLog.map(({ status }) => status);

const finished = buildRecord({
  status: "success",
  startedAt: secondsIn(1),
  endedAt: secondsIn(13.5),
  message: "Execution finished",
  output: { ok: true },
  attempts: [buildAttempt({ startedAt: secondsIn(1), endedAt: secondsIn(13.5), outcome: "success" })],
});

describe("the status log", () => {
  test("of one that waits is one report, and its numbers are numbers", () => {
    const execution = wire(buildRecord());
    expect(execution).toMatchObject({ duration: 0, attempts: 0, toTerminate: false, output: null });
    expect(execution.latestStatus).toMatchObject({ status: "created", percentComplete: 0, replicaId: null });
  });

  test("of one that succeeded is exactly created, in-progress, success", () => {
    expect(words(finished)).toEqual(["created", "in-progress", "success"]);
    const { latestStatus, duration } = wire(finished);
    expect(latestStatus).toMatchObject({
      percentComplete: 100,
      output: { ok: true },
      replicaId: "replica-1",
    });
    expect(duration).toBe(12.5);
  });

  test("ends with the newest progress of what runs", () => {
    const running = buildRecord({
      status: "in-progress",
      startedAt: secondsIn(1),
      progress: 40,
      progressMessage: "epoch 4",
      progressAt: secondsIn(50),
      attempts: [buildAttempt({ startedAt: secondsIn(1) })],
    });
    expect(wire(running).latestStatus).toMatchObject({
      status: "in-progress",
      message: "epoch 4",
      percentComplete: 40,
      timestamp: secondsIn(50).toISOString(),
    });
    expect(wire(running).duration).toBe(99);
  });

  test("says what a stop by an operator was: failed, to be terminated, with Dataloop's own sentence", () => {
    const terminated = buildRecord({
      status: "terminated",
      reason: "terminated",
      message: "Execution received termination signal",
      endedAt: secondsIn(9),
      attempts: [buildAttempt({ endedAt: secondsIn(9), outcome: "terminated" })],
    });
    expect(wire(terminated)).toMatchObject({
      toTerminate: true,
      latestStatus: { status: "failed", message: "Execution received termination signal" },
    });
  });

  test("has a rerun report between two attempts, and counts those that began", () => {
    const cut = buildAttempt({
      endedAt: secondsIn(60),
      outcome: "rerun",
      reason: "timeout",
      message: "Execution stopped due to runner timeout",
    });
    const waiting = buildRecord({ attempt: 2, attempts: [cut] });
    expect(words(waiting)).toEqual(["created", "in-progress", "rerun"]);
    expect(wire(waiting)).toMatchObject({
      attempts: 1,
      latestStatus: { message: "Execution stopped due to runner timeout" },
    });
    const second = buildAttempt({ attempt: 2, startedAt: secondsIn(61) });
    const running = buildRecord({ status: "in-progress", attempt: 2, attempts: [cut, second] });
    expect(words(running)).toEqual(["created", "in-progress", "rerun", "in-progress"]);
    expect(wire(running).attempts).toBe(2);
  });

  test("goes on under the same id when it is run again", () => {
    const rerun = buildRecord({
      id: "execution-2",
      rerunOf: "execution-1",
      createdAt: secondsIn(20),
      input: { a: 1 },
    });
    expect(words(finished, rerun)).toEqual(["created", "in-progress", "success", "rerun"]);
    expect(wire(finished, rerun)).toMatchObject({
      id: "execution-1",
      input: { a: 1 },
      duration: 0,
      output: null,
    });
  });
});

const time = fc.integer({ min: 0, max: 1_000 }).map(secondsIn);
const anyAttempt: fc.Arbitrary<AttemptView> = fc
  .record({
    startedAt: time,
    endedAt: fc.option(time),
    outcome: fc.constantFrom("success", "failed", "terminated", "rerun", null),
    message: fc.option(fc.string()),
  })
  .map(buildAttempt);
const anyRecord: fc.Arbitrary<ExecutionRecord> = fc
  .record({
    status: fc.constantFrom(...EXECUTION_STATUSES),
    reason: fc.option(fc.constantFrom(...END_REASONS)),
    message: fc.option(fc.string()),
    progress: fc.option(fc.double({ min: 0, max: 100, noNaN: true })),
    progressAt: fc.option(time),
    attempts: fc.array(anyAttempt, { maxLength: 4 }),
    output: fc.jsonValue(),
  })
  .chain((record) =>
    time.map((endedAt) => buildRecord({ ...record, endedAt: isTerminal(record.status) ? endedAt : null })),
  );

test("whatever happened: latestStatus is the last of the log, and nothing that the client computes with is null", () => {
  fc.assert(
    fc.property(anyRecord, fc.array(anyRecord, { maxLength: 3 }), (first, more) => {
      const execution = wire(first, ...more);
      const newest = more.at(-1) ?? first;
      expect(execution.statusLog.length).toBeGreaterThan(0);
      expect(execution.latestStatus).toBe(execution.statusLog.at(-1));
      expect(execution.status).toEqual(execution.statusLog);
      expect(execution.duration).toBeGreaterThanOrEqual(0);
      expect(execution.duration.toFixed(2)).toMatch(/^\d+\.\d\d$/);
      for (const { percentComplete, status, timestamp, message } of execution.statusLog) {
        expect(percentComplete >= 0 && percentComplete <= 100).toBe(true);
        expect(REPORT_STATUSES).toContain(status);
        expect(new Date(timestamp).toISOString()).toBe(timestamp);
        expect(typeof message).toBe("string");
      }
      // What wait() waits for is there exactly when it is over.
      const over = ["success", "failed"].includes(execution.latestStatus.status);
      expect(over).toBe(isTerminal(newest.status));
    }),
  );
});
