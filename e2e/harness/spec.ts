import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";
import { SCREENSHOTS } from "./place.ts";

export { expect };

interface Promises {
  /** What a page that asks for something missing may write to the console. */
  expectedErrors: RegExp | null;
  /** Fails the test afterwards when a page wrote an error to the console or threw one. */
  cleanConsole: undefined;
}

/** Playwright's `test` with what every page of Curfew promises: no errors in the console. */
export const test = base.extend<Promises>({
  expectedErrors: [null, { option: true }],
  cleanConsole: [
    async ({ page, expectedErrors }, use) => {
      const errors: string[] = [];
      page.on("console", (message) => {
        if (message.type() === "error") errors.push(`${message.text()} ${message.location().url}`.trim());
      });
      page.on("pageerror", (error) => errors.push(String(error)));
      await use(undefined);
      // An answer that is still made up when the test ends is nobody's fault, least of all the next test's.
      await page.unrouteAll({ behavior: "ignoreErrors" });
      const unexpected = errors.filter((error) => !expectedErrors?.test(error));
      expect(unexpected, "errors in the browser's console").toEqual([]);
    },
    { auto: true },
  ],
});

/** No violation of WCAG 2.x A and AA on the page as it is now. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  const found = violations.flatMap(({ id, help, nodes }) => {
    const targets = nodes.map((node) => String(node.target)).filter((target) => !isLineNumber(id, target));
    return targets.length > 0 ? [`${id}: ${help} (${targets.join(", ")})`] : [];
  });
  expect(found).toEqual([]);
}

/** WCAG 2.5.8 lets a target be small when the line height of the text around it bounds it, which axe can't tell. */
function isLineNumber(rule: string, target: string): boolean {
  return rule === "target-size" && /a\[href\$="#L\d+"\]/.test(target);
}

/** Keeps a picture for people to look at, in artifacts/screenshots. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
}
