import type { PolicyPreview } from "#server/domain/views.ts";
import { forceWords } from "./change-words.ts";

/** What a new revision, which replaces the service's replicas, means for its executions; `created` wait. */
export function rollBackWords(
  created: number,
  preview: PolicyPreview,
  next: number,
  force: boolean,
): string[] {
  return [
    ...(force ? forceWords(preview) : [keptWords(preview.running)]),
    created === 0
      ? `New executions start on revision ${next}.`
      : `${created.toLocaleString("en")} waiting, and new ones, start on revision ${next}.`,
  ];
}

function keptWords(running: number): string {
  if (running === 0) return "Nothing runs now.";
  if (running === 1) return "1 execution runs now and ends where it runs, by its own policy and deadline.";
  return `${running.toLocaleString("en")} executions run now and end where they run, by their own policies and deadlines.`;
}
