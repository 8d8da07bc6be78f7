import { mutate, registerService } from "./harness/curfew.ts";
import { rowOf, untilStatus } from "./harness/executions.ts";
import { bar, startMany, startWaiting, tick } from "./harness/selection.ts";
import { expect, expectAccessible, keepScreenshot, test } from "./harness/spec.ts";

test.beforeAll(() => registerService("e2e/services/steady/curfew.json"));

test("rows are ticked, a range with shift; updates pause meanwhile and it says so", async ({
  page,
  request,
}) => {
  const ids = await startMany(request, "ticked", 4, "fail");
  for (const id of ids) await untilStatus(request, id, "failed");
  await page.goto("/executions?q=label.batch=ticked");
  await tick(page, ids[3] as string).click();
  await tick(page, ids[1] as string).click({ modifiers: ["Shift"] });
  await expect(bar(page).getByText("3 selected")).toBeVisible();
  await expect(bar(page).getByText(/updates paused since \d/)).toBeVisible();
  await expect(page.getByRole("banner").getByText(/^list paused since \d/)).toBeVisible();
  const [late] = await startMany(request, "ticked", 1, "fail");
  await untilStatus(request, late as string, "failed");
  await expect(bar(page).getByText(/updates paused since .*: 1 new/)).toBeVisible();
  await expect(page.locator(`[data-execution="${late}"]`)).toBeHidden();
  await expect(page.getByText(/ of 5 loaded/)).toBeVisible();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
    await keepScreenshot(page, `executions-selected-${colorScheme}`);
  }
  await bar(page).getByRole("button", { name: "Terminate…" }).click();
  const dialog = page.getByRole("dialog", { name: "Terminate nothing?" });
  await expect(dialog.getByText("None would be stopped, 3 left alone.")).toBeVisible();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await bar(page).getByRole("button", { name: "Clear selection" }).click();
  await expect(page.locator(`[data-execution="${late}"]`)).toBeVisible();
  await expect(page.getByRole("banner").getByRole("status")).toHaveText("live");
});

test("all that fit are meant until the next tick or another filter, by the keys too", async ({
  page,
  request,
}) => {
  const [spared, ticked] = (await startWaiting(request, "spared", 3)) as [string, string, string];
  await page.goto("/executions?q=service:spared");
  const dialog = page.getByRole("dialog");
  const asked = async (title: string) => {
    await page.keyboard.press("t");
    await expect(dialog.getByRole("heading", { name: title })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
  };
  await tick(page, ticked).click();
  await tick(page, spared).click();
  await bar(page).getByRole("button", { name: "Select all 3 that fit" }).click();
  await expect(bar(page).getByText("All 3 that fit selected")).toBeVisible();
  await asked("Terminate 3 executions?");
  await tick(page, spared).click();
  await expect(bar(page).getByText("1 selected")).toBeVisible();
  await asked("Terminate 1 execution?");
  await bar(page).getByRole("button", { name: "Select all 3 that fit" }).click();
  await page.getByRole("button", { name: /^Created/ }).click();
  await expect(bar(page).getByText("1 selected")).toBeVisible();
  await expect(bar(page).getByText(/that fit selected/)).toBeHidden();
  await mutate(request, "services.delete", { name: "spared", force: true });
});

test("while updates are paused a dialog is live, and so is the row that was stopped from it", async ({
  page,
  request,
}) => {
  const [ended, stopped, ticked] = (await startWaiting(request, "still", 3)) as [string, string, string];
  await page.goto("/executions?q=service:still");
  await tick(page, ticked).click();
  await rowOf(page, stopped)
    .getByRole("button", { name: /^Terminate/ })
    .click();
  await page.getByRole("dialog").getByRole("button", { name: "Stop execution" }).click();
  await expect(rowOf(page, stopped).getByText("Terminated")).toBeVisible();
  await rowOf(page, ended)
    .getByRole("button", { name: /^Terminate/ })
    .click();
  await mutate(request, "executions.terminate", { id: ended });
  await expect(page.getByRole("dialog").getByText("It has ended meanwhile")).toBeVisible();
  await page.keyboard.press("Escape");
  await mutate(request, "executions.terminate", { id: ticked });
  await expect(bar(page).getByText(/updates paused since .*: 1 changed/)).toBeVisible();
  await expect(rowOf(page, ticked).getByText("Terminated")).toBeHidden();
  await mutate(request, "services.delete", { name: "still", force: true });
});

test("columns are chosen, moved and resized, and remembered", async ({ page, request }) => {
  await startMany(request, "columns", 1, "fail");
  await page.goto("/executions?q=label.batch=columns");
  await page.getByRole("button", { name: "Columns", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("checkbox", { name: "Labels" }).check();
  await dialog.getByRole("checkbox", { name: "Runner" }).uncheck();
  for (let n = 0; n < 5; n += 1)
    await dialog.getByRole("button", { name: "Move Labels to the left" }).click();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("cell", { name: "batch=columns" })).toBeVisible();
  const heading = page.getByRole("columnheader", { name: "Labels" });
  const widthOf = async () => (await heading.boundingBox())?.width ?? 0;
  const box = await heading.boundingBox();
  if (!box) throw new Error("the heading has no box");
  const [edge, middle] = [box.x + box.width + 5, box.y + box.height / 2];
  await page.mouse.move(edge, middle);
  await page.mouse.down();
  await page.mouse.move(edge + 60, middle, { steps: 3 });
  await page.mouse.up();
  const dragged = await widthOf();
  expect(dragged).toBeGreaterThan(box.width + 40);
  await page.getByRole("button", { name: "Columns", exact: true }).click();
  for (let n = 0; n < 2; n += 1) await dialog.getByRole("button", { name: "Make Labels wider" }).click();
  await dialog.getByRole("button", { name: "Done" }).click();
  await page.reload();
  expect(await widthOf()).toBeGreaterThan(dragged + 20);
  const headings = await page.getByRole("columnheader").allTextContents();
  expect(headings.map((text) => text.trim())).not.toContain("Runner");
  await keepScreenshot(page, "executions-columns");
});
