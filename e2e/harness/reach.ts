import { expect, type Locator, type Page } from "@playwright/test";

/** The page has come alive, and has all that it loads by itself. */
export async function untilLoaded(page: Page): Promise<void> {
  // What breathes is told so by the browser's own clock.
  await expect(page.locator("html[data-breath]")).toBeAttached();
  await expect(page.locator("[aria-busy=true], .animate-pulse")).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
}

/** Neither the window nor the page in it is wider than what is seen of it. */
export async function expectNoSidewaysScroll(page: Page, name: string): Promise<void> {
  const wider = () =>
    page.evaluate(() =>
      [document.documentElement, document.body, ...document.querySelectorAll("main")]
        .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
        .map(({ tagName, scrollWidth, clientWidth }) => `${tagName} ${scrollWidth} in ${clientWidth}`),
    );
  // Charts learn of another width a frame later.
  const soft = expect.configure({ soft: true });
  await soft.poll(wider, { message: `${name} is wider than its window`, timeout: 5_000 }).toEqual([]);
}

/** What scrolls sideways by itself and the keyboard can't reach. */
export function unreachableFrames(scope: Locator): Promise<string[]> {
  return scope.evaluate((root) =>
    [...root.querySelectorAll("*")]
      .filter((element) => {
        const scrolls = /auto|scroll/.test(getComputedStyle(element).overflowX);
        const focusable = "a[href], button:enabled, input:enabled, [tabindex='0']";
        return (
          scrolls &&
          element.scrollWidth > element.clientWidth + 1 &&
          !element.matches("[tabindex='0']") &&
          element.querySelector(focusable) === null
        );
      })
      .map((element) => element.outerHTML.slice(0, 160)),
  );
}

/**
 * The controls in `scope` that can't be brought whole under a pointer, however one scrolls: for each, which of its middle and
 * edges is cut off or covered.
 */
export function unreachableControls(scope: Locator): Promise<string[]> {
  return scope.evaluate((root) => {
    const CONTROLS =
      "a[href], button, input, select, textarea, summary, [role=tab], [role=slider], [tabindex='0']";
    const EDGE_PX = 3;
    const SIDES = {
      middle: { x: 0.5, y: 0.5, block: "center", inline: "center" },
      left: { x: 0, y: 0.5, block: "center", inline: "start" },
      right: { x: 1, y: 0.5, block: "center", inline: "end" },
      top: { x: 0.5, y: 0, block: "start", inline: "center" },
      bottom: { x: 0.5, y: 1, block: "end", inline: "center" },
    } as const;
    type Side = (typeof SIDES)[keyof typeof SIDES];

    const isShown = (element: Element) => {
      // Shown only while it has the focus.
      if (element.matches("[href='#content']") || element.closest("[aria-hidden=true]")) return false;
      const { width, height } = element.getBoundingClientRect();
      return width > 1 && height > 1 && element.checkVisibility({ visibilityProperty: true });
    };
    // A link in a sentence may stand on several lines: its first piece is what is aimed at.
    const boxOf = (element: Element) => element.getClientRects()[0] ?? element.getBoundingClientRect();
    const isHit = (element: Element, { x, y }: Side) => {
      const box = boxOf(element);
      const at = (from: number, length: number, share: number) =>
        from + Math.min(length - EDGE_PX, Math.max(EDGE_PX, length * share));
      const hit = document.elementFromPoint(at(box.left, box.width, x), at(box.top, box.height, y));
      return hit !== null && element.contains(hit);
    };
    const isReached = (element: Element, side: Side) => {
      element.scrollIntoView({ block: "center", inline: "center" });
      if (isHit(element, side)) return true;
      element.scrollIntoView({ block: side.block, inline: side.inline });
      return isHit(element, side);
    };

    return [...root.querySelectorAll(CONTROLS)].filter(isShown).flatMap((element) => {
      const missed = Object.entries(SIDES).filter(
        // What a list draws anew while it is scrolled is looked at where it is drawn.
        ([, side]) => element.isConnected && !isReached(element, side) && element.isConnected,
      );
      const name = element.getAttribute("aria-label") ?? element.textContent?.trim().slice(0, 40);
      return missed.length === 0
        ? []
        : [`${element.tagName.toLowerCase()} “${name}”: ${missed.map(([side]) => side).join(", ")}`];
    });
  });
}
