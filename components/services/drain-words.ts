import type { FormatNumber } from "#components/locale/format-number.ts";
import type { DrainView } from "#server/domain/drain-view.ts";
import type { DrainCause } from "#server/domain/plan-replicas.ts";

const CAUSES: Record<DrainCause, string> = {
  update: "another revision takes its place",
  surplus: "fewer replicas are wanted",
  reset: "code on it ignored its stop",
  failed: "it has failed",
  runner: "its runner is drained",
  deleted: "its service was deleted",
};

/** Why a replica drains and whom it waits for, in one sentence. */
export function drainWords(
  { revision, cause, waitsFor }: Pick<DrainView, "revision" | "cause" | "waitsFor">,
  formatNumber: FormatNumber,
): string {
  const count = waitsFor.length;
  const wait =
    count === 0
      ? "Nothing runs on it any more: it is ending."
      : `It takes nothing new and waits for ${count === 1 ? "1 execution" : `${formatNumber(count)} executions`}.`;
  return `A replica of revision ${revision} drains, since ${CAUSES[cause]}. ${wait}`;
}
