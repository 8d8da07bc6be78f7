import type { FormatNumber } from "#components/locale/format-number.ts";
import type { Freshness } from "#components/trpc/freshness.ts";
import type { Crumb } from "#components/ui/breadcrumb.tsx";
import type { TabCounts } from "#server/domain/tab-counts.ts";
import type { TabNews } from "./tab-watch.ts";

/** Browsers wake the timers of a hidden tab once a minute: what is older than that was not read when it should have been. */
const OLD_MS = 90_000;

/** Why counts can't be told as those of now; null while they can. */
export function staleWords(
  { readAt }: TabNews,
  freshness: Freshness,
  now: number,
  formatClock: (at: Date) => string,
): string | null {
  const since = readAt === null ? "" : ` since ${formatClock(new Date(readAt))}`;
  if (freshness.state === "offline") return `offline${since}`;
  return readAt !== null && now - readAt > OLD_MS ? `not read${since}` : null;
}

/**
 * What the window is called: what is wrong, what runs and what stops, so that a tab in the background tells it, and then the
 * page, so that tabs differ and whoever hears the page is told where a link has led. What is stale says so, and no counts.
 */
export function titleOf(
  counts: TabCounts | null,
  stale: string | null,
  crumbs: readonly Crumb[],
  formatNumber: FormatNumber,
): string {
  const page = crumbs.map(({ label }) => label).toReversed();
  return [...(stale ? [stale] : countWords(counts, formatNumber)), ...page, "Curfew"].join(" – ");
}

function countWords(counts: TabCounts | null, formatNumber: FormatNumber): string[] {
  if (!counts) return [];
  const { running, stopping, lost, overdue, waiting } = counts;
  const started = [
    [lost, "lost"],
    [overdue, "overdue"],
    [running, "running"],
    [stopping, "stopping"],
  ] as const;
  const words = (count: number, more: boolean, word: string) =>
    count > 0 ? [`${formatNumber(count)}${more ? "+" : ""} ${word}`] : [];
  const parts = started.flatMap(([count, word]) => words(count, counts.moreRun, word));
  if (parts.length === 0) parts.push(...words(waiting, counts.moreWait, "waiting"));
  return parts.length > 0 ? [parts.join(" · ")] : [];
}
