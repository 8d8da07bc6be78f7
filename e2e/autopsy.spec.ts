import { registerService } from "./harness/curfew.ts";
import { startExecution, terminateOnPage, untilStatus } from "./harness/executions.ts";
import { expect, expectAccessible, keepScreenshot, test } from "./harness/spec.ts";

test.beforeAll(() => registerService("e2e/services/stubborn/curfew.json"));

test("what was killed is shown with the line that it was at, its processes and its last lines", async ({
  page,
  request,
}) => {
  const id = await startExecution(request, "stubborn", "run");
  await untilStatus(request, id, "in-progress");
  await page.goto(`/executions/${id}?tab=logs`);
  await expect(page.getByText(/ignoring everything, child \d+/)).toBeVisible();
  await terminateOnPage(page, "");
  await untilStatus(request, id, "terminated");
  await page.getByRole("tab", { name: "Autopsy" }).click();
  const kill = page.getByRole("region", { name: "What it did before SIGKILL" });
  await expect(kill.getByText(/^service\.py:\d+ in .*run$/).first()).toBeVisible();
  await expect(kill.getByText("time.sleep(3600)")).toBeVisible();
  await expect(kill.locator("pre")).toContainText("ignoring everything");
  await expect(kill.getByRole("button", { name: "Copy the autopsy" })).toBeVisible();
  await expectAccessible(page);
  await keepScreenshot(page, "autopsy-light");
  await page.emulateMedia({ colorScheme: "dark" });
  await keepScreenshot(page, "autopsy-dark");
  await page.setViewportSize({ width: 360, height: 800 });
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
  await keepScreenshot(page, "autopsy-360");
  await page.getByRole("tab", { name: "Timeline" }).click();
  await expect(page.getByText(/^Before SIGKILL it was at service\.py:\d+/)).toBeVisible();
});
