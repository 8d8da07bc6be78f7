import type { FormatNumber } from "#components/locale/format-number.ts";
import type { Crumb } from "#components/ui/breadcrumb.tsx";
import type { ExecutionCounts } from "#server/domain/views.ts";

/**
 * What the window is called: what runs and what stops, so that a tab in the background tells it, and then the page, so that
 * tabs differ and whoever hears the page is told where a link has led.
 */
export function titleOf(
  counts: ExecutionCounts | undefined,
  crumbs: readonly Crumb[],
  formatNumber: FormatNumber,
): string {
  const page = crumbs.map(({ label }) => label).toReversed();
  return [...countWords(counts, formatNumber), ...page, "Curfew"].join(" – ");
}

function countWords(counts: ExecutionCounts | undefined, formatNumber: FormatNumber): string[] {
  if (!counts) return [];
  const said = [
    [counts["in-progress"] - counts.stopping, "running"],
    [counts.stopping, "stopping"],
  ] as const;
  const parts = said.filter(([count]) => count > 0).map(([count, word]) => `${formatNumber(count)} ${word}`);
  if (parts.length === 0 && counts.created > 0) parts.push(`${formatNumber(counts.created)} waiting`);
  return parts.length > 0 ? [parts.join(" · ")] : [];
}
