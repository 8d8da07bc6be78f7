import { workAtRisk } from "#components/executions/stop-plan.ts";
import { formatAge } from "#components/time/format-duration.ts";
import type { StopMode } from "#server/domain/stop.ts";
import type { WorkerKind } from "#server/domain/stop-modes.ts";
import type { ExecutionRow } from "#server/domain/views.ts";

type AtWork = Pick<ExecutionRow, "startedAt" | "checkpointAt" | "savedAt">;

/** How far what runs had come at `at`, and what its stop in that mode may cost, where that is known. */
export function atWorkWords(execution: AtWork, worker: WorkerKind, mode: StopMode, at: Date): string {
  const ago = (then: Date) => formatAge(at.getTime() - then.getTime());
  const { startedAt, checkpointAt, savedAt } = execution;
  const parts =
    worker === "command"
      ? [startedAt && `has run for ${ago(startedAt)}`]
      : [
          checkpointAt ? `last checkpoint ${ago(checkpointAt)} ago` : "no checkpoint yet",
          savedAt ? `saved ${ago(savedAt)} ago` : "nothing saved yet",
        ];
  // What a reset waits for goes on, and may save.
  const risk = mode === "now" && worker !== "shared";
  if (risk) parts.push(workAtRisk(execution, worker === "command" ? worker : null, at.getTime()));
  return parts.filter(Boolean).join(" · ");
}
