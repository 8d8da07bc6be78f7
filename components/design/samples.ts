import type { ExecutionCounts, ExecutionRow, StopView } from "#server/domain/views.ts";

/** Rows as no test can order them: one of each state, at a moment. */
export function sampleRows(now: number): ExecutionRow[] {
  const ago = (seconds: number) => new Date(now - seconds * 1_000);
  const row = (number: number, over: Partial<ExecutionRow>): ExecutionRow => ({
    id: `0198f3a0-0000-7000-8000-${String(1_000_000 - number).padStart(12, "0")}`,
    serviceId: "0198f3a0-0000-7000-8000-000000000001",
    serviceName: "train-digits",
    functionName: "train",
    status: "in-progress",
    reason: null,
    message: null,
    attempt: 1,
    maxAttempts: 3,
    createdAt: ago(730),
    createdBy: "ada@localhost",
    startedAt: ago(724),
    endedAt: null,
    deadlineAt: ago(-2_876),
    stop: null,
    unverified: false,
    progress: 74,
    progressMessage: null,
    progressAt: ago(1),
    firstProgress: null,
    waitsSince: null,
    checkpointAt: ago(4),
    checkpointIntervalMs: 6_000,
    savedAt: ago(130),
    parentId: null,
    stalledAt: null,
    notBefore: null,
    runnerId: null,
    runnerHost: "gpu-01",
    lost: false,
    replicaId: null,
    rerunOf: null,
    neighbours: null,
    labels: {},
    ...over,
  });
  const stop = (over: Partial<StopView>): StopView => ({
    reason: "terminated",
    rung: "delivered",
    signal: null,
    final: true,
    rungAt: ago(2),
    requestedAt: ago(3),
    requestedBy: "ada@localhost",
    note: "wrong learning rate",
    ...over,
  });
  const waits = { status: "created", startedAt: null, deadlineAt: null, progress: null } as const;
  const ended = { startedAt: ago(400), endedAt: ago(60), progress: null };
  return [
    row(1, { ...waits, waitsSince: ago(730), runnerHost: null }),
    row(2, { ...waits, waitsSince: ago(5), attempt: 2 }),
    row(3, {}),
    row(4, { progressMessage: "epoch 15 of 20, loss 0.031", serviceName: "a-service-with-a-very-long-name" }),
    row(5, { progress: null, deadlineAt: ago(-40), startedAt: ago(860), serviceName: "transcode" }),
    row(6, { deadlineAt: ago(12), startedAt: ago(11_400) }),
    row(7, { stop: stop({ rung: "requested", rungAt: ago(1) }) }),
    row(8, { stop: stop({}) }),
    row(9, {
      stop: stop({ rung: "seen", rungAt: ago(33), signal: "SIGTERM", final: false, reason: "timeout" }),
    }),
    row(10, { lost: true }),
    row(11, { ...ended, status: "success", progress: 100 }),
    row(12, {
      ...ended,
      status: "failed",
      reason: "error",
      message: "ValueError: the input file has no header line",
    }),
    row(13, { ...ended, status: "failed", reason: "max-attempts", message: "Its third attempt timed out." }),
    row(14, {
      ...ended,
      status: "terminated",
      reason: "terminated",
      message: "Execution received termination signal",
      stop: stop({ rung: "verified" }),
    }),
    row(15, {
      ...ended,
      status: "terminated",
      reason: "terminated",
      message: "Execution received termination signal",
      stop: stop({}),
      unverified: true,
    }),
  ];
}

/** As many rows as asked for, from the samples. */
export function manyRows(now: number, count: number): ExecutionRow[] {
  const samples = sampleRows(now);
  return Array.from({ length: count }, (_, index) => ({
    ...(samples[index % samples.length] as ExecutionRow),
    id: `0198f3a0-0000-7000-8000-${String(1_000_000 - index).padStart(12, "0")}`,
  }));
}

export const SAMPLE_COUNTS: ExecutionCounts = {
  created: 40,
  "in-progress": 12,
  stopping: 1,
  success: 1_204,
  failed: 9,
  terminated: 0,
};
