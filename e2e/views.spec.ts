import type { Page } from "@playwright/test";
import { mutate, registerService } from "./harness/curfew.ts";
import { rowOf, untilStatus } from "./harness/executions.ts";
import { expect, expectAccessible, keepScreenshot, test } from "./harness/spec.ts";

test.beforeAll(() => registerService("e2e/services/steady/curfew.json"));

type Request = Parameters<typeof mutate>[0];

async function failOnce(request: Request, labels: Record<string, string>): Promise<string> {
  const call = { service: "steady", functionName: "fail", labels };
  const { id } = await mutate<{ id: string }>(request, "executions.create", call);
  await untilStatus(request, id, "failed");
  return id;
}

test("a view is saved, shared, begun with, and given up again", async ({ page, request }) => {
  const id = await failOnce(request, { viewed: "yes" });
  await page.goto("/executions?q=label.viewed%3Dyes");
  const views = page.getByRole("button", { name: "Views" });
  const attempt = page.getByRole("columnheader", { name: "Attempt" });
  await views.click();
  await page.getByRole("menuitem", { name: "Save as a view…" }).click();
  const dialog = page.getByRole("dialog", { name: "Save as a view" });
  await dialog.getByLabel("Name").fill("Viewed ones");
  await dialog.getByLabel("Share it with everybody").check();
  await dialog.getByLabel("My list begins with it").check();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Save view" }).click();
  await expect(dialog).toBeHidden();
  await expect(views).toHaveText("Viewed ones");
  await page.getByRole("button", { name: "Columns", exact: true }).click();
  await page.getByRole("dialog").getByRole("checkbox", { name: "Attempt" }).check();
  await page.getByRole("dialog").getByRole("button", { name: "Done" }).click();
  // They are this browser's from now on, and no longer those of the view.
  await expect(views).toHaveText("Views");
  await page.reload();
  await expect(attempt).toBeVisible();
  await views.click();
  await page.getByRole("menuitem", { name: "Viewed ones" }).click();
  await expect(attempt).toBeHidden();
  await page.getByRole("button", { name: /^Failed/ }).click();
  await expect(views).toHaveText("Viewed ones, changed");
  await views.click();
  await page.getByRole("menuitem", { name: "All executions" }).click();
  await expect(attempt).toBeVisible();
  await expect(page.getByRole("button", { name: "Remove the filter label.viewed=yes" })).toBeHidden();
  await page.goto("/executions");
  await expect(page.getByRole("button", { name: "Remove the filter label.viewed=yes" })).toBeVisible();
  await expect(page.locator(`[data-execution="${id}"]`)).toBeVisible();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.getByRole("button", { name: "Views" }).click();
    await expect(page.getByRole("menuitem", { name: "Viewed ones" })).toBeVisible();
    await expectAccessible(page);
    await keepScreenshot(page, `executions-views-${colorScheme}`);
    await page.keyboard.press("Escape");
  }
  await page.getByRole("button", { name: "Views" }).click();
  await page.getByRole("menuitem", { name: "Manage views…" }).click();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Rename Viewed ones" }).click();
  await page.getByLabel("Another name for Viewed ones").fill("Seen ones");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Remove Seen ones" }).click();
  await expect(page.getByText("Everybody can use it now.")).toBeVisible();
  await expectAccessible(page);
  await keepScreenshot(page, "executions-view-removal");
  await page.getByRole("button", { name: "Remove for everybody" }).click();
  await expect(page.getByRole("button", { name: "Remove Seen ones" })).toBeHidden();
  await page.goto("/executions");
  await expect(page).not.toHaveURL(/viewed/);
});

test("dragging over the bars narrows the list to their time, and the address says so", async ({
  page,
  request,
}) => {
  const [early] = [await failOnce(request, { drawn: "yes" }), await failOnce(request, { drawn: "yes" })];
  const late = await failOnce(request, { drawn: "yes" });
  await page.goto("/executions?q=label.drawn%3Dyes");
  await expect(page.locator(`[data-execution="${late}"]`)).toBeVisible();
  const bars = page.getByRole("slider", { name: /^When executions were created: 3/ });
  await expect(bars).toBeVisible();
  const box = await bars.boundingBox();
  if (!box) throw new Error("the bars have no box");
  await page.mouse.move(box.x + 1, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + 4, box.y + box.height / 2);
  await page.mouse.up();
  await expect(page).toHaveURL(/from%3A|from:/);
  await expect(page.locator(`[data-execution="${early}"]`)).toBeVisible();
  await expectAccessible(page);
  await page.goBack();
  await expect(bars).toBeVisible();
  await bars.focus();
  for (const key of ["Home", "Shift+ArrowRight"]) await page.keyboard.press(key);
  await expect(bars).toHaveAttribute("aria-valuetext", / to .*: \d created/);
  await expectAccessible(page);
  await keepScreenshot(page, "executions-range-by-keys");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/from%3A|from:/);
  await expect(page.locator(`[data-execution="${early}"]`)).toBeVisible();
});

test("1,000 rows are listed whole, of which the page holds only those that can be seen", async ({
  page,
  request,
}) => {
  const program = { runtime: "command", argv: ["true"], directory: "/", functions: { run: {} } };
  await mutate(request, "services.create", { name: "many-rows", program });
  await mutate(request, "services.pause", { name: "many-rows" });
  const batch = Array.from({ length: 20 }, (_, n) => n);
  for (let n = 0; n < 50; n += 1) {
    await Promise.all(batch.map(() => mutate(request, "executions.create", { service: "many-rows" })));
  }
  await page.goto("/executions?q=service%3Amany-rows");
  await expect(page.getByText("100 of 1,000 loaded")).toBeVisible();
  const rows = page.getByRole("row").filter({ has: page.locator("[data-execution]") });
  const frame = page.getByRole("table", { name: "Executions" }).locator("..");
  await expect(async () => {
    await frame.evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
    await expect(page.getByText("1,000 of 1,000 loaded")).toBeVisible({ timeout: 1_000 });
  }).toPass();
  expect(await rows.count()).toBeLessThan(80);
  await expectCheapRefresh(page, request);
  // Where no row is half under the headings.
  await frame.evaluate((element) => element.scrollTo({ top: 0 }));
  for (const [name, width, height, colorScheme] of [
    ["wide", 1280, 800, "light"],
    ["narrow", 360, 740, "dark"],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height });
    await expectAccessible(page);
    await keepScreenshot(page, `executions-1000-rows-${name}`);
  }
  await mutate(request, "bulks.stopNow", { where: "service:many-rows" });
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto("/executions?q=service%3Amany-rows%20status%3Aterminated");
  await expect(page.getByText("100 of 1,000 loaded")).toBeVisible();
});

/** What changes far down a long list is seen there, and not by reading all of it again. */
async function expectCheapRefresh(page: Page, request: Request): Promise<void> {
  const id = await page.locator("[data-execution]").last().getAttribute("data-execution");
  let reads = 0;
  const count = (read: { url(): string }) => {
    reads += read.url().split("executions.list").length - 1;
  };
  page.on("request", count);
  await mutate(request, "executions.terminate", { id });
  const row = rowOf(page, id ?? "");
  await expect(row.getByText("Terminated")).toBeVisible();
  page.off("request", count);
  expect(reads).toBeLessThan(8);
}

test.describe("when Curfew does not answer", () => {
  test.use({ expectedErrors: /Failed to load resource|net::ERR|500/ });

  test("what was read last stays, greyed and dated, with the time of the next try", async ({ page }) => {
    await page.goto("/executions?q=");
    await expect(page.getByRole("table", { name: "Executions" })).toBeVisible();
    await page.route("**/api/trpc/**", (route) => route.abort());
    await expect(page.getByText(/What you see is from/)).toBeVisible();
    await expectAccessible(page);
    await keepScreenshot(page, "executions-failed");
    await page.unroute("**/api/trpc/**");
    await page.getByRole("button", { name: "Try again now" }).click();
    await expect(page.getByText(/What you see is from/)).toBeHidden();
  });
});
