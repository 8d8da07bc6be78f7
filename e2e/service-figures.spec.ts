import { mutate, registerService } from "./harness/curfew.ts";
import { startExecution, untilAtWork, untilStatus } from "./harness/executions.ts";
import { expect, expectAccessible, keepScreenshot, test } from "./harness/spec.ts";

test.beforeAll(() => {
  registerService("e2e/services/steady/curfew.json");
  registerService("e2e/services/stubborn/curfew.json");
});

test("a service's page tells how soon and by which rung its stops ended, how long its runs took and what waits", async ({
  page,
  request,
}) => {
  for (const count of [1, 3, 5]) {
    await untilStatus(request, await startExecution(request, "steady", "steps", { count }), "success");
  }
  const stopped = await startExecution(request, "steady", "steps", { count: 600 });
  await untilAtWork(request, stopped);
  await mutate(request, "executions.terminate", { id: stopped });
  await untilStatus(request, stopped, "terminated");
  await page.goto("/services/steady");
  const cooperation = page.getByRole("region", { name: "Cooperation" });
  await expect(cooperation.getByText(/at a checkpoint, or by itself/)).toBeVisible();
  await expect(cooperation.getByText(/for half of them/)).toBeVisible();
  await expect(cooperation.getByText("Saved after the request")).toBeVisible();
  const lately = page.getByRole("region", { name: "The last 24 hours" });
  await expect(lately.getByRole("img", { name: /Durations of \d+ good runs/ })).toBeVisible();
  await expect(lately.getByText("Succeeded", { exact: true })).toBeVisible();
  await expectAccessible(page);
  await keepScreenshot(page, "service-figures");
  await cooperation.scrollIntoViewIfNeeded();
  await keepScreenshot(page, "service-cooperation");
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(page);
  await keepScreenshot(page, "service-cooperation-dark");
  await page.getByRole("button", { name: "7 days" }).click();
  await expect(page.getByRole("region", { name: "The last 7 days" })).toBeVisible();
  await page.setViewportSize({ width: 360, height: 780 });
  await page.getByRole("region", { name: "The last 7 days" }).scrollIntoViewIfNeeded();
  await keepScreenshot(page, "service-figures-360");
});
