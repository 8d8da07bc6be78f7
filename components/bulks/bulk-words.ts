import type { FormatNumber } from "#components/locale/format-number.ts";
import { formatSeconds } from "#components/time/format-duration.ts";
import type { BulkKind, BulkStatus } from "#server/domain/bulk.ts";
import type { BulkDetail, BulkDraft, BulkRow } from "#server/domain/bulk-views.ts";
import { NO_QUERY } from "#server/domain/query/execution-query.ts";
import { parseQuery } from "#server/domain/query/parse-query.ts";
import { printQuery } from "#server/domain/query/print-query.ts";

export interface KindWords {
  /** On menus: "Terminate". */
  verb: string;
  /** On the button that begins it: "Stop". */
  button: string;
  /** Of those it would reach: "would be stopped". */
  would: string;
  /** Of those it has reached: "asked to stop". */
  reached: string;
}

export const KIND_WORDS: Record<BulkKind, KindWords> = {
  terminate: { verb: "Terminate", button: "Stop", would: "would be stopped", reached: "asked to stop" },
  rerun: { verb: "Rerun", button: "Rerun", would: "would be run again", reached: "started again" },
  extend: {
    verb: "Extend",
    button: "Move the deadlines of",
    would: "would be asked for another deadline",
    reached: "asked for another deadline",
  },
  label: { verb: "Label", button: "Label", would: "would be labelled", reached: "labelled" },
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

type Foreseen = Pick<BulkDraft, "kind" | "total" | "reached">;

/** What is asked before it begins; with those that would be left alone, who are none of those that it counts. */
export function bulkQuestion({ kind, total, reached }: Foreseen, formatNumber: FormatNumber): string {
  const left = total - reached;
  const { verb } = KIND_WORDS[kind];
  if (reached === 0) return `${verb} nothing?`;
  const alone = left > 0 ? `, leave ${formatNumber(left)} alone` : "";
  return `${verb} ${executionsWord(reached, formatNumber)}${alone}?`;
}

/** `2 would be stopped, 25 left alone`; null when nobody would be left alone. */
export function foreseenWords({ kind, total, reached }: Foreseen, formatNumber: FormatNumber): string | null {
  if (reached === total) return null;
  const some = reached === 0 ? "None" : formatNumber(reached);
  return `${some} ${KIND_WORDS[kind].would}, ${formatNumber(total - reached)} left alone.`;
}

/** Whether that number was typed, in whichever way its digits are grouped. */
export function isCount(typed: string, count: number, formatNumber: FormatNumber): boolean {
  const bare = typed.trim();
  return bare === formatNumber(count) || bare.replace(/(?<=\d)[\s.,'’](?=\d{3})/g, "") === String(count);
}

/** True of a filter that leaves out nothing that waits or runs. */
export function isEverything(filter: string): boolean {
  const parsed = parseQuery(filter);
  if (!("query" in parsed)) return false;
  const { query } = parsed;
  const live = query.statuses.includes("created") && query.statuses.includes("in-progress");
  const statuses = live ? [] : query.statuses;
  return printQuery({ ...query, statuses, sort: NO_QUERY.sort }) === "";
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
  /** Left out while it is none. */
  rare?: boolean;
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
      count: count((one) => one.status === "terminated" && !one.unverified),
    },
    { label: "Ended unverified", count: count((one) => one.unverified), rare: true },
    {
      label: "Ended by themselves first",
      count: count((one) => (one.status === "success" || one.status === "failed") && !one.unverified),
    },
    {
      label: "Running again or on",
      rare: true,
      count: count((one) => one.rung === null && (one.status === "in-progress" || one.status === "created")),
    },
  ];
}
