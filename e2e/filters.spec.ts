import { mutate, registerService } from "./harness/curfew.ts";
import { expect, expectAccessible, keepScreenshot, test } from "./harness/spec.ts";

test.beforeAll(() => registerService("e2e/services/steady/curfew.json"));

async function startLabelled(
  request: Parameters<typeof mutate>[0],
  labels: Record<string, string>,
  count = 1,
) {
  const call = { service: "steady", functionName: "steps", input: { count }, labels };
  const { id } = await mutate<{ id: string }>(request, "executions.create", call);
  return id;
}

test("labels are given in the form, edited on the page, and lead to those that share them", async ({
  page,
}) => {
  await page.goto("/executions");
  await page.getByRole("button", { name: "Start execution" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Service").selectOption("steady");
  await dialog.getByLabel("Function").selectOption("steps");
  await dialog.getByLabel("Steps").fill("1");
  await dialog.getByLabel("Labels").fill("nothing to see");
  await dialog.getByRole("button", { name: "Start execution" }).click();
  await expect(dialog.getByText("a label is typed as key=value")).toBeVisible();
  await dialog.getByLabel("Labels").fill("batch=form");
  await dialog.getByLabel("Labels").press("Enter");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Start execution" }).click();
  await expect(page).toHaveURL(/\/executions\/[0-9a-f-]{36}/);
  await page.getByRole("button", { name: "Edit labels" }).click();
  await page.getByRole("dialog").getByLabel("Labels").first().fill("owner=ada");
  await page.getByRole("dialog").getByRole("button", { name: "Save labels" }).click();
  await expect(page.getByText("owner=ada")).toBeVisible();
  await page.getByRole("link", { name: "batch=form" }).click();
  await expect(page).toHaveURL(/q=label\.batch/);
  await expect(page.getByRole("row").filter({ has: page.locator("[data-execution]") })).toHaveCount(1);
});

test("a filter is completed, typed, kept in the address, and says which word it can't read", async ({
  page,
  request,
}) => {
  const mine = await startLabelled(request, { filtered: "mine" });
  const theirs = await startLabelled(request, { filtered: "theirs" });
  const rowOf = (id: string) => page.locator(`[data-execution="${id}"]`);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.goto("/executions");
    const field = page.getByRole("combobox", { name: "Filter", exact: true });
    await field.fill("label.filtered=m");
    await page.getByRole("option", { name: /label\.filtered=mine/ }).click();
    await expect(rowOf(mine)).toBeVisible();
    await expect(rowOf(theirs)).toBeHidden();
    await field.fill("sta");
    await expectAccessible(page);
    await keepScreenshot(page, `executions-completion-${colorScheme}`);
    await field.press("ArrowDown");
    await field.press("Enter");
    await expect(field).toHaveValue("status:");
    await field.fill("status:runing");
    await field.press("Enter");
    await expect(page.getByText(/Status is one of created, in-progress/)).toBeVisible();
    await expectAccessible(page);
    // No loaded row has this function.
    await field.fill("function:f");
    await expect(page.getByRole("option", { name: /^function:fail/ })).toBeVisible();
    await page.reload();
    await expect(page.getByRole("button", { name: "Remove the filter label.filtered=mine" })).toBeVisible();
    await expect(rowOf(mine)).toBeVisible();
  }
});

test("an address that can't be read lists nothing and says why", async ({ page }) => {
  await page.goto("/executions?q=colour:red");
  await expect(page.getByText("The filter can’t be read, so nothing is listed.")).toBeVisible();
  await expect(page.getByText(/There is no filter colour/)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Show all executions" }).click();
  await expect(page.getByText("The filter can’t be read")).toBeHidden();
});

test("a heading orders the list, says so, and leads back to the newest first", async ({ page, request }) => {
  for (let n = 0; n < 2; n += 1) await startLabelled(request, { ordered: "yes" }, 6_000);
  const ids = () =>
    page
      .locator("[data-execution]")
      .evaluateAll((rows) => rows.map((row) => row.getAttribute("data-execution")));
  await page.goto("/executions?q=label.ordered=yes");
  await page.getByRole("button", { name: "Columns", exact: true }).click();
  await page.getByRole("dialog").getByRole("checkbox", { name: "Created" }).check();
  await page.getByRole("dialog").getByRole("button", { name: "Done" }).click();
  const created = page.getByRole("columnheader", { name: "Created" });
  await expect(created).toHaveAttribute("aria-sort", "descending");
  await expect(page.locator("[data-execution]")).toHaveCount(2);
  const newest = await ids();
  await created.getByRole("button", { name: "Created" }).press("Enter");
  await expect(created).toHaveAttribute("aria-sort", "ascending");
  await expect(page.getByLabel("Order", { exact: true })).toHaveValue("oldest");
  await expect.poll(ids).toEqual(newest.toReversed());
  await created.getByRole("button", { name: "Created" }).click();
  await expect.poll(ids).toEqual(newest);

  const running = page.getByRole("columnheader", { name: "Running" });
  await running.getByRole("button", { name: "Running" }).click();
  await expect(running).toHaveAttribute("aria-sort", "descending");
  await expect(page).toHaveURL(/sort%3Alongest|sort:longest/);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
  await mutate(request, "bulks.stopNow", { where: "label.ordered=yes" });
});
