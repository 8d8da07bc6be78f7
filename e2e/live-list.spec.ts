import { mutate, registerService } from "./harness/curfew.ts";
import { rowOf, startExecution, untilAtWork, untilStatus } from "./harness/executions.ts";
import { startWaiting } from "./harness/selection.ts";
import { expect, expectAccessible, keepScreenshot, test } from "./harness/spec.ts";

test.beforeAll(() => registerService("e2e/services/steady/curfew.json"));

test("the list shows what runs, ticks, and says Stopping until the stop is proven", async ({
  page,
  request,
}) => {
  const id = await startExecution(request, "steady", "steps");
  await untilAtWork(request, id);
  await page.goto("/executions");
  const row = rowOf(page, id);
  await expect(row.getByText("In progress")).toBeVisible();
  await expect(row.getByRole("progressbar", { name: "Progress" })).toBeVisible();
  await expect(page.getByText("live", { exact: true }).first()).toBeVisible();
  const running = row.getByRole("cell").filter({ hasText: / s$/ }).first();
  const before = await running.textContent();
  await expect(running).not.toHaveText(before ?? "");
  await expectAccessible(page);
  await keepScreenshot(page, "executions-live");

  await row.getByRole("button", { name: /^Terminate/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Stop execution" }).click();
  await expect(row.getByText("Terminated")).toBeVisible();
  await untilStatus(request, id, "terminated");
});

test("a change made elsewhere is on an open list without a reload", async ({ page, request }) => {
  await page.goto("/executions?service=steady");
  await expect(page.getByRole("heading", { name: "Executions" })).toBeVisible();
  const id = await startExecution(request, "steady", "fail");
  const row = rowOf(page, id);
  await expect(row.getByText("Failed")).toBeVisible();
  await expect(row.getByText("the input file has no header line")).toBeVisible();
});

test("rows under the pointer stay when a hundred newer ones come, and only what has left the list is said to have", async ({
  page,
  request,
}) => {
  const start = () => startExecution(request, "pushed", "run");
  const ids = (await startWaiting(request, "pushed", 2)) as [string, string];
  await page.goto("/executions?q=service:pushed%20status:created");
  await page.locator(`[data-execution="${ids[0]}"]`).hover();
  for (let n = 0; n < 6; n += 1) await Promise.all(Array.from({ length: 20 }, start));
  const pill = page.getByRole("button", { name: /^1\d0\+? new executions$/ });
  await expect(pill).toBeVisible();
  await mutate(request, "executions.terminate", { id: ids[1] });
  await expect(rowOf(page, ids[1]).getByText("Left this list, was created")).toBeVisible();
  await expect(rowOf(page, ids[0]).getByRole("button", { name: /^Terminate/ })).toBeVisible();
  await expect(rowOf(page, ids[0]).getByText("Left this list")).toBeHidden();
  await keepScreenshot(page, "executions-held");
  await pill.click();
  await expect(page.getByText(/ of 121 loaded/)).toBeVisible();
  await expect(rowOf(page, ids[1])).toBeHidden();
  await mutate(request, "services.delete", { name: "pushed", force: true });
});

test("filters live in the address, and no match says which filters stand", async ({ page }) => {
  await page.goto("/executions");
  await page.getByRole("combobox", { name: "Filter", exact: true }).fill("no-such-thing");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/no-such-thing/);
  await expect(page.getByRole("button", { name: "Clear filters" }).first()).toBeVisible();
  await page.reload();
  await expect(page.getByRole("button", { name: "Remove the filter no-such-thing" })).toBeVisible();
  const failed = page.getByRole("button", { name: /^Failed/ });
  await failed.click();
  await expect(page).toHaveURL(/status(:|%3A)failed/);
  await page.goBack();
  await expect(failed).toHaveAttribute("aria-pressed", "false");
  await expect(page.getByRole("button", { name: "Remove the filter no-such-thing" })).toBeVisible();
  await expectAccessible(page);
  await keepScreenshot(page, "executions-none-found");
});

test("an execution is started from the form, with bad input named at its field", async ({
  page,
  request,
}) => {
  await page.goto("/executions");
  await page.getByRole("button", { name: "Start execution" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Service").selectOption("steady");
  await dialog.getByLabel("Function").selectOption("steps");
  await dialog.getByLabel("Steps").fill("0");
  await dialog.getByRole("button", { name: "Start", exact: false }).last().click();
  await expect(dialog.getByText(/must be >= 1|at least 1/).first()).toBeVisible();
  await dialog.getByLabel("Steps").fill("3");
  await dialog.getByRole("button", { name: "Start", exact: false }).last().click();
  await expect(page).toHaveURL(/\/executions\/[0-9a-f-]{36}/);
  const id = page.url().match(/executions\/([0-9a-f-]{36})/)?.[1] ?? "";
  const ended = await untilStatus(request, id, "success");
  expect(ended.output).toEqual({ steps: 3 });
  await page.getByRole("button", { name: "Rerun" }).first().click();
  await dialog.getByLabel("Steps").fill("2");
  await dialog.getByRole("button", { name: "Rerun" }).click();
  await expect(page).not.toHaveURL(new RegExp(id));
  const again = page.url().match(/executions\/([0-9a-f-]{36})/)?.[1] ?? "";
  expect((await untilStatus(request, again, "success")).output).toEqual({ steps: 2 });
});
