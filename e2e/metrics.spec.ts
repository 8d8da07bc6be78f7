import { registerService } from "./harness/curfew.ts";
import { startExecution, untilStatus } from "./harness/executions.ts";
import { pressUntil } from "./harness/keys.ts";
import { expect, expectAccessible, keepScreenshot, test } from "./harness/spec.ts";

test.beforeAll(() => registerService("e2e/services/steady/curfew.json"));

test("what an execution reports and uses is drawn over its time while it runs", async ({ page, request }) => {
  const id = await startExecution(request, "steady", "learn", { epochs: 30, pause: 0.4 });
  await page.goto(`/executions/${id}?tab=metrics`);
  const loss = page.getByRole("slider", { name: "loss" });
  await expect(loss).toBeVisible();
  await expect(page.getByRole("slider", { name: "Memory" })).toHaveAttribute(
    "aria-valuetext",
    /^[\d.]+ MiB at /,
  );
  await expect(page.getByRole("slider", { name: "Progress" })).toBeVisible();
  await expect(page.getByRole("slider", { name: "Processor" })).toBeVisible();
  await untilStatus(request, id, "success");
  await expect(page.getByRole("slider", { name: "Progress" })).toHaveAttribute(
    "aria-valuetext",
    /^100 % at /,
  );
  for (const theme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await expectAccessible(page);
    await keepScreenshot(page, `metrics-${theme}`);
  }
});

test("charts are read with the keyboard, and as a table", async ({ page, request }) => {
  const id = await startExecution(request, "steady", "learn", { epochs: 8, pause: 0.3 });
  await untilStatus(request, id, "success");
  await page.goto(`/executions/${id}`);
  const loss = page.getByRole("slider", { name: "loss" });
  await pressUntil(page, "m", loss);
  await loss.focus();
  await page.keyboard.press("Home");
  await expect(loss).toHaveAttribute("aria-valuetext", /^2\.5 at /);
  await page.keyboard.press("ArrowRight");
  await expect(loss).toHaveAttribute("aria-valuetext", /^2\.1\d+ at /);
  await page.getByRole("button", { name: "Show as table" }).click();
  const table = page.getByRole("region", { name: "Metrics" });
  await expect(table.getByRole("columnheader", { name: "learning rate" })).toBeVisible();
  await expect(table.getByRole("cell", { name: "2.5", exact: true })).toBeVisible();
  await expectAccessible(page);
});

test("an execution that was over before anything was measured says so", async ({ page, request }) => {
  const id = await startExecution(request, "steady", "fail");
  await untilStatus(request, id, "failed");
  await page.goto(`/executions/${id}?tab=metrics`);
  await expect(page.getByText("It ended before anything was measured")).toBeVisible();
});

test("charts fit a narrow screen", async ({ page, request }) => {
  await page.setViewportSize({ width: 360, height: 800 });
  const id = await startExecution(request, "steady", "learn", { epochs: 4, pause: 0.3 });
  await untilStatus(request, id, "success");
  await page.goto(`/executions/${id}?tab=metrics`);
  await expect(page.getByRole("slider", { name: "loss" })).toBeVisible();
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(360);
  await keepScreenshot(page, "metrics-360");
});
