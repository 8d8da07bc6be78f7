import type { FormatNumber } from "#components/locale/format-number.ts";
import { formatSeconds } from "#components/time/format-duration.ts";
import type { BulkKind, BulkStatus } from "#server/domain/bulk.ts";
import type { BulkDetail, BulkRow } from "#server/domain/bulk-views.ts";

export interface KindWords {
  /** On menus: "Terminate". */
  verb: string;
  /** On the button that begins it: "Stop". */
  button: string;
  /** Of those it has reached: "asked to stop". */
  reached: string;
}

export const KIND_WORDS: Record<BulkKind, KindWords> = {
  terminate: { verb: "Terminate", button: "Stop", reached: "asked to stop" },
  rerun: { verb: "Rerun", button: "Rerun", reached: "started again" },
  extend: { verb: "Extend", button: "Move the deadlines of", reached: "asked for another deadline" },
  label: { verb: "Label", button: "Label", reached: "labelled" },
};

export const STATUS_WORDS: Record<BulkStatus, string> = {
  draft: "Not begun",
  running: "Under way",
  paused: "Paused",
  aborted: "Aborted",
  done: "Everyone was reached",
};

/** `5 executions`. */
export function executionsWord(count: number, formatNumber: FormatNumber): string {
  return `${formatNumber(count)} ${count === 1 ? "execution" : "executions"}`;
}

/** How many were reached, of how many when that is known. */
export function reachedOf({ counts, total }: Pick<BulkRow, "counts" | "total">) {
  const reached = counts.done + counts.skipped + counts.failed;
  return { reached, total, percent: total ? (100 * reached) / total : null };
}

/** What a bulk does, in one line: `Terminate service:train`. */
export function bulkTitle({
  kind,
  filter,
  arguments: args,
}: Pick<BulkRow, "kind" | "filter" | "arguments">): string {
  const what = filter === null ? "chosen executions" : filter || "all executions";
  if (args.timeoutSeconds !== undefined) {
    return `Move the deadlines of ${what} to ${formatSeconds(args.timeoutSeconds)} from each start`;
  }
  if (args.at !== undefined) {
    return `Move the deadlines of ${what} to ${args.at.slice(0, 19).replace("T", " ")} UTC`;
  }
  const how =
    args.bySeconds === undefined
      ? ""
      : ` by ${args.bySeconds > 0 ? "+" : "-"}${formatSeconds(Math.abs(args.bySeconds))}`;
  return `${KIND_WORDS[kind].verb} ${what}${how}`;
}

export interface Standing {
  label: string;
  count: number;
}

const RUNGS = ["requested", "delivered", "seen", "saved", "exited"] as const;

/** Where those of a `terminate` stand that were reached, in the order of the ladder. */
export function ladderOf({ standing }: Pick<BulkDetail, "standing">): Standing[] {
  const count = (fits: (one: BulkDetail["standing"][number]) => boolean) =>
    standing.filter(fits).reduce((sum, one) => sum + one.count, 0);
  return [
    ...RUNGS.map((rung) => ({ label: `Stopping, ${rung}`, count: count((one) => one.rung === rung) })),
    {
      label: "Terminated, nothing left running",
      count: count((one) => one.status === "terminated"),
    },
    {
      label: "Ended by themselves first",
      count: count((one) => one.status === "success" || one.status === "failed"),
    },
    {
      label: "Running again or on",
      count: count((one) => one.rung === null && (one.status === "in-progress" || one.status === "created")),
    },
  ];
}
