import type { Page } from "@playwright/test";
import { mutate, registerService } from "./harness/curfew.ts";
import { startExecution, untilStatus } from "./harness/executions.ts";
import { expect, expectAccessible, keepScreenshot, test } from "./harness/spec.ts";

test.beforeAll(() => registerService("e2e/services/steady/curfew.json"));

/** Both looks and both widths, in as few runs as show each. */
const VIEWS = [
  { colorScheme: "light", width: 1280, height: 800 },
  { colorScheme: "dark", width: 360, height: 740 },
] as const;

async function expectGood(page: Page, name: string): Promise<void> {
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  await expect(page.getByRole("heading").first()).toBeVisible();
  await expectAccessible(page);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, `${name} is wider than its window`).toBeLessThanOrEqual(0);
  await keepScreenshot(page, name);
}

async function expectGoodEverywhere(page: Page, pages: Record<string, string>): Promise<void> {
  for (const { colorScheme, ...size } of VIEWS) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(size);
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(path);
      await expectGood(page, `${name}-${colorScheme}-${size.width}`);
    }
  }
}

test("every page is accessible, wide and narrow, light and dark", async ({ page, request }) => {
  const id = await startExecution(request, "steady", "steps", { count: 3 });
  await untilStatus(request, id, "success");
  const { id: webhook } = await mutate<{ id: string }>(request, "webhooks.create", {
    name: "pages",
    url: "https://example.org/hook",
    events: ["execution.failed"],
  });
  await expectGoodEverywhere(page, {
    overview: "/",
    executions: "/executions",
    execution: `/executions/${id}`,
    "execution-logs": `/executions/${id}?tab=logs`,
    services: "/services",
    service: "/services/steady",
    "new-service": "/new-service",
    runners: "/runners",
    audit: "/audit",
    settings: "/settings",
    webhooks: "/settings/webhooks",
    webhook: `/settings/webhooks/${webhook}`,
    "api-keys": "/settings/api-keys",
  });
});

test.describe("what is not there", () => {
  test.use({ expectedErrors: /404 \(Not Found\)/ });

  test("it is said on a page that is accessible too", async ({ page }) => {
    await expectGoodEverywhere(page, {
      "missing-execution": "/executions/00000000-0000-7000-8000-000000000000",
      "mistyped-execution": "/executions/00000",
      "missing-service": "/services/nowhere",
      "missing-page": "/nowhere",
    });
  });
});

test.describe("signed out", () => {
  test.use({ storageState: { cookies: [], origins: [] } });

  test("the sign-in page is accessible", async ({ page }) => {
    await expectGoodEverywhere(page, { "sign-in": "/sign-in" });
  });
});
