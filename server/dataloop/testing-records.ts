import { DEFAULT_POLICY } from "#server/domain/policy-values.ts";
import type { AttemptView } from "#server/domain/views.ts";
import type { ExecutionRecord } from "#server/executions/rerun-chain.ts";

export const START = new Date("2026-01-01T12:00:00.000Z");

export function secondsIn(seconds: number): Date {
  return new Date(START.getTime() + seconds * 1_000);
}

/** An attempt that began at START and runs. */
export function buildAttempt(overrides: Partial<AttemptView> = {}): AttemptView {
  return {
    attempt: 1,
    revision: 1,
    runnerId: "runner-1",
    replicaId: "replica-1",
    policy: DEFAULT_POLICY,
    startedAt: START,
    deadlineAt: secondsIn(3_600),
    endedAt: null,
    outcome: null,
    reason: null,
    message: null,
    workerPid: 1,
    exitCode: null,
    exitSignal: null,
    longestCheckpointGapMs: null,
    ...overrides,
  };
}

/** An execution that waits since START. What reports don't read is left out. */
export function buildRecord(overrides: Partial<ExecutionRecord> = {}): ExecutionRecord {
  const waiting = {
    id: "execution-1",
    serviceId: "service-1",
    serviceName: "train",
    functionName: "run",
    status: "created",
    reason: null,
    message: null,
    attempt: 1,
    maxAttempts: 3,
    createdAt: START,
    createdBy: "ada@example.org",
    endedAt: null,
    deadlineAt: null,
    stop: null,
    progress: null,
    progressMessage: null,
    progressAt: null,
    rerunOf: null,
    input: {},
    output: null,
    error: null,
    attempts: [],
    updatedAt: START,
    policy: DEFAULT_POLICY,
    revision: 1,
  } satisfies Partial<ExecutionRecord>;
  return { ...waiting, ...overrides } as ExecutionRecord;
}
