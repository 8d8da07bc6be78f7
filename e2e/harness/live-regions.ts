import type { Page } from "@playwright/test";

/** What a screen reader was given to read out by itself. */
export interface Told {
  how: "polite" | "assertive";
  text: string;
}

interface Heard {
  heard: { told: Told[]; seconds: number };
}

/**
 * Follows what live regions say from now on; the returned function gives all of it so far, oldest first. What stands in a
 * region that comes with its words counts as well.
 */
export async function listen(page: Page): Promise<() => Promise<Told[]>> {
  await page.evaluate(() => {
    const REGIONS = "[aria-live], [role=status], [role=alert], [role=log], output";
    const told: { how: string; text: string }[] = [];
    const heard = { told, seconds: 0 };
    Object.assign(window, { heard });
    const howOf = (region: Element) =>
      region.getAttribute("aria-live") ?? (region.getAttribute("role") === "alert" ? "assertive" : "polite");
    const tell = (region: Element) => {
      const [how, text] = [howOf(region), region.textContent?.replaceAll(/\s+/g, " ").trim() ?? ""];
      const last = told.at(-1);
      if (how !== "off" && text !== "" && (last?.text !== text || last.how !== how)) told.push({ how, text });
    };
    const elementOf = (node: Node) => (node instanceof Element ? node : node.parentElement);
    new MutationObserver((mutations) => {
      const regions = new Set<Element>();
      for (const { target, addedNodes } of mutations) {
        const around = elementOf(target)?.closest(REGIONS);
        if (around) regions.add(around);
        for (const added of addedNodes) {
          if (!(added instanceof Element)) continue;
          for (const inner of [added, ...added.querySelectorAll(REGIONS)])
            if (inner.matches(REGIONS)) regions.add(inner);
        }
      }
      for (const region of regions) if (region.isConnected) tell(region);
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
    // The page's one clock, by which all that ticks on it does.
    new MutationObserver(() => {
      heard.seconds += 1;
    }).observe(document.documentElement, { attributeFilter: ["data-breath"] });
  });
  return () => page.evaluate(() => (window as unknown as Heard).heard.told);
}

/** How many seconds the page's clock has told since `listen`. */
export function secondsOf(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as Heard).heard.seconds);
}
