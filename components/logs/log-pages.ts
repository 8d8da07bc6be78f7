import type { LogLineView, LogPage } from "#server/domain/views.ts";

/** Lines in one request. Lines never change, so a page is read again only while lines are missing from its end. */
export const PAGE_LINES = 500;

/** Numbers of the pages that hold the lines from `first` to `last`, both counted; none when there are no lines. */
export function pagesOf(first: number, last: number, total: number): number[] {
  if (total <= 0) return [];
  const from = pageOf(clamp(first, total));
  const to = pageOf(clamp(last, total));
  return Array.from({ length: to - from + 1 }, (_, n) => from + n);
}

export function pageOf(line: number): number {
  return Math.floor(line / PAGE_LINES);
}

function clamp(line: number, total: number): number {
  return Math.min(Math.max(0, line), total - 1);
}

/** The line, from 0, that a fragment like `#L12` names; null when it names none. */
export function lineOfFragment(fragment: string): number | null {
  const match = /^#?L([1-9]\d*)$/.exec(fragment);
  return match ? Number(match[1]) - 1 : null;
}

/** True when the view stands at the end, give or take a line: a reader there wants to follow. */
export function isAtEnd(view: { scrollTop: number; clientHeight: number; scrollHeight: number }): boolean {
  return view.scrollHeight - view.scrollTop - view.clientHeight <= 24;
}

/**
 * Pages to read for the lines on screen, when the lines from `tailFrom` on are at hand anyway; `until` is one past
 * the last line that is needed of the page.
 */
export function missingPages(
  range: { first: number; last: number },
  total: number,
  tailFrom: number,
): { page: number; until: number }[] {
  if (range.first >= tailFrom) return [];
  return pagesOf(range.first, Math.min(range.last, tailFrom - 1), total).map((page) => ({
    page,
    until: Math.min((page + 1) * PAGE_LINES, tailFrom),
  }));
}

/** The line with this number in whichever of the pages holds it. */
export function lineIn(
  pages: (Pick<LogPage, "lines"> | undefined)[],
  number: number,
): LogLineView | undefined {
  for (const page of pages) {
    const first = page?.lines[0]?.number;
    if (page === undefined || first === undefined || number < first) continue;
    const line = page.lines[number - first];
    if (line?.number === number) return line;
  }
  return undefined;
}
