export const LINE_HEIGHT = 20;
/** Browsers lay nothing out beyond 17 to 33 million pixels: a taller log is shown in a frame of this height. */
export const TALLEST_PX = 8_000_000;

export interface ScrollView {
  scrollTop: number;
  clientHeight: number;
}

/** True when the lines, one under the other, would be taller than a browser can lay out. */
export function isTall(total: number): boolean {
  return total * LINE_HEIGHT > TALLEST_PX;
}

/** Pixels of lines that one pixel of scrolling stands for. */
export function scaleOf(total: number, clientHeight: number): number {
  return Math.max(1, (total * LINE_HEIGHT - clientHeight) / (TALLEST_PX - clientHeight));
}

/** The line at the top of the view, with the part of it that is scrolled away: 12.5 is the middle of line 12. */
export function lineAtTop(total: number, { scrollTop, clientHeight }: ScrollView): number {
  const last = Math.max(0, total - clientHeight / LINE_HEIGHT);
  const share = scrollTop / Math.max(1, TALLEST_PX - clientHeight);
  return Math.min(1, Math.max(0, share)) * last;
}

/** Where to scroll for `line` to be in the middle of the view. */
export function scrollTopFor(line: number, total: number, clientHeight: number): number {
  const lines = clientHeight / LINE_HEIGHT;
  const last = Math.max(1, total - lines);
  const top = Math.min(last, Math.max(0, line - (lines - 1) / 2));
  return (top / last) * (TALLEST_PX - clientHeight);
}
