import type { Page } from "@playwright/test";
import { everyPage } from "./harness/every-page.ts";
import { expectNoSidewaysScroll } from "./harness/reach.ts";
import { expect, expectAccessible, keepScreenshot, test } from "./harness/spec.ts";

/** Both looks and both widths, in as few runs as show each. */
const VIEWS = [
  { colorScheme: "light", width: 1280, height: 800 },
  { colorScheme: "dark", width: 360, height: 740 },
] as const;

async function expectGood(page: Page, name: string): Promise<void> {
  await expect(page.locator("[aria-busy=true], .animate-pulse")).toHaveCount(0);
  await expect(page.getByRole("heading").first()).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page, name);
  await keepScreenshot(page, name);
}

async function expectGoodIn(
  { colorScheme, ...size }: (typeof VIEWS)[number],
  page: Page,
  pages: Record<string, string>,
): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize(size);
  for (const [name, path] of Object.entries(pages)) {
    await page.goto(path);
    await expectGood(page, `${name}-${colorScheme}-${size.width}`);
  }
}

for (const view of VIEWS) {
  test(`every page is accessible, ${view.colorScheme} and ${view.width} pixels wide`, async ({
    page,
    request,
  }) => {
    await expectGoodIn(view, page, await everyPage(request));
  });
}

test.describe("what is not there", () => {
  test.use({ expectedErrors: /404 \(Not Found\)/ });

  test("it is said on a page that is accessible too", async ({ page }) => {
    const pages = {
      "missing-execution": "/executions/00000000-0000-7000-8000-000000000000",
      "mistyped-execution": "/executions/00000",
      "missing-service": "/services/nowhere",
      "missing-page": "/nowhere",
    };
    for (const view of VIEWS) await expectGoodIn(view, page, pages);
  });
});

test.describe("signed out", () => {
  test.use({ storageState: { cookies: [], origins: [] } });

  test("the sign-in page is accessible", async ({ page }) => {
    for (const view of VIEWS) await expectGoodIn(view, page, { "sign-in": "/sign-in" });
  });
});
