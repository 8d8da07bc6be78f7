import { mutate, registerService } from "./harness/curfew.ts";
import { expect, expectAccessible, keepScreenshot, test } from "./harness/spec.ts";

test.beforeAll(() => registerService("e2e/services/steady/curfew.json"));

test("what people did stands in the audit and on the page of what they did it to, and a filter can be shared", async ({
  page,
  request,
}) => {
  await mutate(request, "services.pause", { name: "steady" });
  await mutate(request, "services.resume", { name: "steady" });
  await page.goto("/audit");
  await expect(page.getByText(/paused service steady/).first()).toBeVisible();
  await expectAccessible(page);
  await keepScreenshot(page, "audit-all");
  await page.getByLabel("Did").selectOption("service: resumed");
  await expect(page.getByText(/paused service steady/)).toHaveCount(0);
  await expect(page).toHaveURL(/action=service\.resume/);
  await page.reload();
  await expect(page.getByText(/resumed service steady/).first()).toBeVisible();
  await expect(page.getByText(/paused service steady/)).toHaveCount(0);
  await page.getByLabel("Who").fill("nobody");
  await page.getByLabel("Who").press("Enter");
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(page.getByText(/paused service steady/).first()).toBeVisible();
  await page.goto("/services/steady");
  const section = page.getByRole("region", { name: "Audit" });
  await expect(section).toContainText("resumed it");
  await section.getByRole("link", { name: "All of it" }).click();
  await expect(page).toHaveURL(/subject=service/);
});

test("reasons for a stop are written once for everybody, and the old address of the keys still works", async ({
  page,
}) => {
  await page.goto("/settings");
  await page.getByLabel("One a line").fill("Wrong data\nNo longer needed");
  await page.getByRole("button", { name: "Save reasons" }).click();
  await expect(page.getByText("Saved the reasons")).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("One a line")).toHaveValue("Wrong data\nNo longer needed");
  await page.getByLabel("Dark").click();
  await expect(page.locator("html")).toHaveClass(/dark/);
  await keepScreenshot(page, "settings-dark");
  await page.getByLabel("As the system").click();
  await page.goto("/api-keys");
  await expect(page).toHaveURL(/\/settings\/api-keys/);
  await expect(page.getByRole("heading", { name: "API keys" })).toBeVisible();
});
