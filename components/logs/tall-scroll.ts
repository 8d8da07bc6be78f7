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

export interface Anchor {
  /** The line that is laid out first. */
  line: number;
  /** The share of its height that lies above `top`. */
  above: number;
  /** Where that is, in pixels of the view. */
  top: number;
}

/**
 * What holds the lines in the view: the place that is as far down the log as the view is scrolled, as far down the view.
 * However tall its neighbours are, the first line begins at the top, the last one ends at the bottom, and none is left out.
 */
export function anchorOf(total: number, { scrollTop, clientHeight }: ScrollView): Anchor {
  const share = Math.min(1, Math.max(0, scrollTop / Math.max(1, TALLEST_PX - clientHeight)));
  const line = Math.min(Math.max(0, total - 1), Math.floor(share * total));
  return { line, above: share * total - line, top: share * clientHeight };
}

/** Where to scroll for all of `line` to be in the view, also where it is taller than others, as long as the view is not less tall. */
export function scrollTopFor(line: number, total: number, clientHeight: number): number {
  const share = Math.min(1, Math.max(0, line / Math.max(1, total - 1)));
  return share * (TALLEST_PX - clientHeight);
}
