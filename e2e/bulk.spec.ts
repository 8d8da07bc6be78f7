import type { APIRequestContext, Page } from "@playwright/test";
import type { ExecutionPage } from "#server/domain/list-views.ts";
import { query, registerService } from "./harness/curfew.ts";
import { rowOf, untilAtWork, untilStatus } from "./harness/executions.ts";
import { answerReads, readAgain } from "./harness/reads.ts";
import { bar, startMany, tick } from "./harness/selection.ts";
import { expect, expectAccessible, keepScreenshot, test } from "./harness/spec.ts";

test.beforeAll(() => registerService("e2e/services/steady/curfew.json"));

/** The list, as it would be had nobody seen the end of that one. */
async function showUnverified(page: Page, request: APIRequestContext, id: string): Promise<void> {
  const list = await query<ExecutionPage>(request, "executions.list", { ids: [id] });
  const rows = list.rows.map((row) => ({ ...row, unverified: true }));
  await answerReads(page, { "executions.list": { ...list, rows } });
  await readAgain(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  const row = rowOf(page, id);
  await expect(row.getByText("unverified", { exact: true })).toBeVisible();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
    await keepScreenshot(page, `executions-unverified-${colorScheme}`);
  }
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await page.setViewportSize({ width: 360, height: 740 });
}

test("a key ticks the row, and many are run again and labelled from the bar", async ({ page, request }) => {
  const ids = await startMany(request, "again", 2, "fail");
  for (const id of ids) await untilStatus(request, id, "failed");
  await page.goto("/executions?q=label.batch=again");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await expect(bar(page).getByText("1 selected")).toBeVisible();
  await bar(page).getByRole("button", { name: "Label…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Labels", { exact: true }).fill("seen=yes");
  await expect(dialog.getByRole("button", { name: "Label executions" })).toBeDisabled();
  const left = async () => (await dialog.getByRole("button", { name: "Cancel" }).boundingBox())?.x;
  const before = await left();
  await dialog.getByRole("button", { name: "Review" }).click();
  await expect(dialog.getByText("Its labels are changed.")).toBeVisible();
  // Who aims at Cancel meets nothing else there.
  expect(await left()).toBe(before);
  await dialog.getByRole("button", { name: "Label 1 execution" }).click();
  await expect(page).toHaveURL(/\/bulk\//);
  await expect(page.getByText("Everyone was reached")).toBeVisible();
  await page.goto("/executions?q=label.seen=yes");
  await expect(tick(page, ids[1] as string)).toBeVisible();
});

test("all that fit are counted once, shown, typed and stopped, each followed to its proof", async ({
  page,
  request,
}) => {
  const ids = await startMany(request, "stopped", 21);
  await untilAtWork(request, ids[0] as string);
  await page.goto("/executions?q=label.batch=stopped");
  await page.getByRole("button", { name: "All that fit" }).click();
  await page.getByRole("menuitem", { name: "Terminate…" }).click();
  const dialog = page.getByRole("dialog", { name: "Terminate 21 executions?" });
  await expect(dialog.getByRole("list", { name: "What would be done" })).toBeVisible();
  const stop = dialog.getByRole("button", { name: "Stop 21 executions" });
  await expect(stop).toBeDisabled();
  const first = dialog.getByRole("listitem").first();
  await expect(first).toContainText("It is asked to stop at its next checkpoint.");
  await expect(first).toContainText(/last checkpoint|no checkpoint yet/);
  await dialog.getByLabel("Now", { exact: true }).click();
  await expect(first).toContainText(/It gets SIGTERM at once\..*of work is lost/);
  await dialog.getByLabel("At the next checkpoint").click();
  await dialog.getByLabel("Reason").fill("wrong data");
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
    await keepScreenshot(page, `bulk-dialog-${colorScheme}`);
  }
  await dialog.getByLabel("Type 21 to confirm").fill("21");
  await stop.click();
  await expect(page).toHaveURL(/\/bulk\/[0-9a-f-]{36}/);
  await expect(page.getByText("21 of 21 executions reached")).toBeVisible();
  await expect(page.getByText("wrong data")).toBeVisible();
  await expect(page.getByText("At the next checkpoint")).toBeVisible();
  const proven = page.getByRole("progressbar", { name: "Terminated, nothing left running" });
  await expect(proven).toHaveAttribute("aria-valuenow", "100");
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
    await keepScreenshot(page, `bulk-page-${colorScheme}`);
  }
  for (const id of ids) await untilStatus(request, id, "terminated");
  const [bulk] = await query<{ counts: object }[]>(request, "bulks.list", undefined);
  expect(bulk?.counts).toEqual({ waiting: 0, done: 21, skipped: 0, failed: 0 });
  await page.setViewportSize({ width: 360, height: 740 });
  await expectAccessible(page);
  await keepScreenshot(page, "bulk-page-360");
  await page.getByRole("link", { name: "21 asked to stop" }).click();
  await expect(page).toHaveURL(/q=bulk/);
  await expect(page.locator(`[data-execution="${ids[20]}"]`)).toBeVisible();
  await showUnverified(page, request, ids[20] as string);
  await page.goto("/bulk");
  await expectAccessible(page);
  await keepScreenshot(page, "bulk-list-360");
});

test("in an emergency all that fit are stopped without being counted first", async ({ page, request }) => {
  const ids = await startMany(request, "fire", 3);
  await page.goto("/executions?q=label.batch=fire");
  await page.getByRole("button", { name: "All that fit" }).click();
  await page.getByRole("menuitem", { name: "Terminate…" }).click();
  let begun = 0;
  page.on("request", (one) => {
    if (one.url().includes("bulks.stopNow")) begun += 1;
  });
  // In a hurry: twice, and it is begun once.
  await page.getByRole("dialog").getByRole("button", { name: "Stop all now, without counting" }).dblclick();
  await expect(page).toHaveURL(/\/bulk\//);
  expect(begun).toBe(1);
  await expect(page.getByText("3 of 3 executions reached")).toBeVisible();
  for (const id of ids) await untilStatus(request, id, "terminated");
});

test.describe("with nothing to stop", () => {
  test.use({ expectedErrors: /400 \(Bad Request\)/ });

  test("stopping everything from the palette asks for a word first", async ({ page }) => {
    await page.goto("/bulk");
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill("stop all");
    await keepScreenshot(page, "palette-emergency");
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: /^Terminate/ });
    await dialog.getByRole("button", { name: "Stop all now, without counting…" }).click();
    await expect(dialog.getByLabel("Type all to stop everything")).toBeFocused();
    await expect(dialog.getByRole("button", { name: "Stop all now, without counting" })).toBeDisabled();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/bulk$/);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await expectAccessible(page);
      await keepScreenshot(page, `emergency-${colorScheme}`);
    }
    await page.setViewportSize({ width: 360, height: 740 });
    await keepScreenshot(page, "emergency-360");
    await dialog.getByLabel("Type all to stop everything").fill("all");
    await expect(dialog.getByRole("button", { name: "Stop all now, without counting" })).toBeEnabled();
    await dialog.getByRole("button", { name: "Cancel" }).click();
  });
});
