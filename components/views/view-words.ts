import type { FormatNumber } from "#components/locale/format-number.ts";
import type { SavedView } from "#server/domain/list-views.ts";

/** Whom else the removal of a shared view concerns. */
export function removalWords(
  { othersBegin }: Pick<SavedView, "othersBegin">,
  formatNumber: FormatNumber,
): string {
  if (othersBegin === 0) return "Everybody can use it now.";
  const others =
    othersBegin === 1
      ? "The list of one other begins"
      : `The lists of ${formatNumber(othersBegin)} others begin`;
  return `${others} with it.`;
}

/** What the menu is called: the view that is shown, and whether its filter still stands. */
export function menuWords(view: Pick<SavedView, "name" | "filter"> | null, filter: string): string {
  if (!view) return "Views";
  return view.filter === filter ? view.name : `${view.name}, changed`;
}
