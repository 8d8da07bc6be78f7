import type { ExecutionCounts } from "#server/domain/views.ts";

/** What a new revision, which replaces the service's replicas, means for its executions. */
export function rollBackWords(counts: ExecutionCounts, next: number): string[] {
  const { "in-progress": running, created } = counts;
  return [
    running === 0
      ? "Nothing runs now."
      : `${count(running)} now and ${running === 1 ? "ends where it runs, by its own policy and deadline" : "end where they run, by their own policies and deadlines"}.`,
    created === 0
      ? `New executions start on revision ${next}.`
      : `${created.toLocaleString("en")} waiting, and new ones, start on revision ${next}.`,
  ];
}

function count(running: number): string {
  return running === 1 ? "1 execution runs" : `${running.toLocaleString("en")} executions run`;
}
