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

/** The same of several. */
const CAUSES_OF_MANY: Record<DrainCause, string> = {
  update: "another revision takes their place",
  surplus: "fewer replicas are wanted",
  reset: "code on them ignored its stop",
  failed: "they have failed",
  runner: "their runners are drained",
  deleted: "their service was deleted",
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

/** The same of any number of replicas, in as many words. */
export function drainsWords(
  drains: Pick<DrainView, "revision" | "cause" | "waitsFor">[],
  formatNumber: FormatNumber,
): string {
  const [first] = drains;
  if (first && drains.length === 1) return drainWords(first, formatNumber);
  const causes = [...new Set(drains.map(({ cause }) => CAUSES_OF_MANY[cause]))];
  const since = causes.length === 1 ? `, since ${causes[0]}` : "";
  const running = drains.reduce((sum, { waitsFor }) => sum + waitsFor.length, 0);
  const wait =
    running === 0
      ? "Nothing runs on them any more: they are ending."
      : `They take nothing new and wait for ${running === 1 ? "1 execution" : `${formatNumber(running)} executions`}.`;
  return `${formatNumber(drains.length)} replicas drain${since}. ${wait}`;
}

/** The last deadline of what is not stopping yet; null without any. */
export function lastDeadline(drains: Pick<DrainView, "waitsFor">[]): Date | null {
  const untils = drains.flatMap(({ waitsFor }) =>
    waitsFor.filter(({ stopping }) => !stopping).map(({ until }) => until.getTime()),
  );
  return untils.length === 0 ? null : new Date(Math.max(...untils));
}
