import { mutate } from "./harness/curfew.ts";
import { getExecution, startExecution } from "./harness/executions.ts";
import { expect, expectAccessible, keepScreenshot, test } from "./harness/spec.ts";

const SLEEPS = { runtime: "command", argv: ["sleep", "600"], directory: "/", functions: { run: {} } };

test("an update's drain shows who is waited for and until when, counting down, and any two revisions are compared", async ({
  page,
  request,
}) => {
  const name = "draining";
  const policy = { executionTimeout: 1_200, gracePeriod: 0, killWait: 1 };
  await mutate(request, "services.create", { name, program: SLEEPS, policy });
  const id = await startExecution(request, name, "run");
  await expect.poll(async () => (await getExecution(request, id)).startedAt).not.toBeNull();
  await mutate(request, "services.update", { name, program: { env: { A: "1" } } });
  await page.goto(`/services/${name}`);
  await expect(
    page.getByText(/A replica of revision 1 drains, since another revision takes its place/).first(),
  ).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(/At most 1\d m \d\d s until the last deadline/)).toBeVisible();
  await keepScreenshot(page, "drain-shut");
  await page.getByText(/At most 1\d m \d\d s until the last deadline/).click();
  await expect(page.getByText(/at most 1\d m \d\d s until its deadline/)).toBeVisible();
  await expectAccessible(page);
  await keepScreenshot(page, "drain");
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 780 });
  await keepScreenshot(page, "drain-360-dark");
  await mutate(request, "executions.terminate", { id });
  await expect(page.getByText(/A replica of revision 1 drains/)).toHaveCount(0, { timeout: 30_000 });
  await mutate(request, "services.update", { name, policy: { gracePeriod: 9 } });
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByText("Compare two revisions").click();
  await page.getByLabel("From", { exact: true }).selectOption("Revision 1");
  await page.getByLabel("To", { exact: true }).selectOption("Revision 3");
  const compared = page.getByRole("group").filter({ hasText: "Compare two revisions" });
  await expect(compared.getByText("Grace period:")).toBeVisible();
  await expect(compared.getByText("Environment: A:")).toBeVisible();
  await compared.scrollIntoViewIfNeeded();
  await keepScreenshot(page, "revision-difference-dark");
});

test("revisions beyond the newest hundred are reached", async ({ page, request }) => {
  const name = "many-revisions";
  await mutate(request, "services.create", { name, program: SLEEPS, placement: { replicas: 0 } });
  for (let gracePeriod = 1; gracePeriod <= 104; gracePeriod += 1) {
    await mutate(request, "services.update", { name, policy: { gracePeriod: 100 + gracePeriod } });
  }
  await page.goto(`/services/${name}`);
  await expect(page.getByRole("button", { name: "Roll back to revision 6", exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "Roll back to revision 5", exact: true })).toHaveCount(0);
  await page.getByRole("button", { name: "Older revisions" }).click();
  await expect(page.getByRole("button", { name: "Roll back to revision 1", exact: true })).toBeVisible();
  await expect(page.getByText("The first one.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Older revisions" })).toHaveCount(0);
});
