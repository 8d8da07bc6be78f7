import { resolve } from "node:path";
import type { Locator } from "@playwright/test";
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
  await expect(cooperation.getByText(/at a checkpoint$/).first()).toBeVisible();
  await expect(cooperation.getByText(/for half of them/)).toBeVisible();
  await expect(cooperation.getByText("Saved after the request")).toBeVisible();
  const lately = page.getByRole("region", { name: "The last 24 hours" });
  await expect(lately.getByRole("img", { name: /Durations of \d+ good runs/ })).toBeVisible();
  await expect(lately.getByText("Succeeded", { exact: true })).toBeVisible();
  for (const name of ["Created, by outcome", "Durations of good runs"]) {
    const figure = lately
      .getByRole("figure")
      .filter({ hasText: name.startsWith("C") ? /^Created/ : /^Good/ });
    const height = await heightOf(figure);
    await figure.getByRole("button", { name: "Show as table" }).click();
    await expect(
      figure
        .getByRole("table", { name })
        .getByRole("cell", { name: /^[1-9]/ })
        .first(),
    ).toBeVisible();
    expect(await heightOf(figure)).toBe(height);
  }
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

test("the queue's depth is drawn over time, live and in its place, and is read with the keyboard and as a table", async ({
  page,
  request,
}) => {
  const program = {
    runtime: "python",
    directory: resolve("e2e/services/steady"),
    entry: "service.py",
    functions: { steps: {} },
  };
  await mutate(request, "services.create", { name: "deep", program, placement: { concurrency: 2 } });
  await page.goto("/services/deep");
  const figure = page.getByRole("figure").filter({ hasText: "Queue depth" });
  const waiting = figure.getByRole("slider", { name: "Waiting" });
  const running = figure.getByRole("slider", { name: "Running" });
  await expect(waiting).toHaveAttribute("aria-valuetext", /^0 at \d+:\d\d\s[AP]M$/);
  const empty = await heightOf(figure);

  const started: string[] = [];
  for (let n = 0; n < 5; n += 1) {
    started.push(await startExecution(request, "deep", "steps", { count: 6_000 }));
  }
  await expect(running).toHaveAttribute("aria-valuetext", /^2 at /);
  await expect(waiting).toHaveAttribute("aria-valuetext", /^3 at /);
  await mutate(request, "executions.terminate", { id: started.at(-1) });
  await expect(waiting).toHaveAttribute("aria-valuetext", /^2 at /);
  expect(await heightOf(figure)).toBe(empty);

  await waiting.focus();
  await page.keyboard.press("ArrowLeft");
  await expect(waiting).toHaveAttribute("aria-valuetext", /^0 at /);
  await expect(running).toHaveAttribute("aria-valuetext", /^0 at /);
  expect(await heightOf(figure)).toBe(empty);
  await page.keyboard.press("End");
  await expect(waiting).toHaveAttribute("aria-valuetext", /^2 at /);
  await page.keyboard.press("Escape");
  for (const theme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await figure.scrollIntoViewIfNeeded();
    await expectAccessible(page);
    await keepScreenshot(page, `queue-depth-${theme}`);
  }

  await figure.getByRole("button", { name: "Show as table" }).click();
  const table = figure.getByRole("region", { name: "Queue depth" });
  await expect(table.getByRole("columnheader", { name: "Running" })).toBeVisible();
  await expect(table.getByRole("row")).toHaveCount(25);
  await expect(table.getByRole("row").nth(1).getByRole("cell")).toHaveText([/20\d\d, /, "2", "2"]);
  await expectAccessible(page);
  await keepScreenshot(page, "queue-depth-table-dark");
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 360, height: 780 });
  await figure.scrollIntoViewIfNeeded();
  await expectAccessible(page);
  await keepScreenshot(page, "queue-depth-table-360");
  await figure.getByRole("button", { name: "Show as charts" }).click();
  await page.getByRole("button", { name: "7 days" }).click();
  await expect(waiting).toHaveAttribute("aria-valuetext", /^2 at \w+ \d+, \d+:\d\d\s[AP]M$/);
  await figure.scrollIntoViewIfNeeded();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await expectAccessible(page);
  await keepScreenshot(page, "queue-depth-360");
  await mutate(request, "bulks.stopNow", { where: "service:deep" });
});

async function heightOf(locator: Locator): Promise<number | undefined> {
  return (await locator.boundingBox())?.height;
}

test("a drill starts a run, stops it, and says in time or not, with what it took and whether it saved", async ({
  page,
}) => {
  await page.goto("/services/steady");
  const cooperation = page.getByRole("region", { name: "Cooperation" });
  await cooperation.getByRole("button", { name: "Run a drill…" }).click();
  const dialog = page.getByRole("dialog", { name: "Termination drill of steady" });
  await dialog.getByLabel("Function").selectOption("steps");
  await dialog.getByRole("tab", { name: "JSON" }).click();
  await dialog.getByLabel("Input as JSON").fill('{"count": 600}');
  await dialog.getByLabel("Asked to stop after").fill("0");
  await expect(dialog.getByText(/whole number of seconds from 1 to 3600/)).toBeVisible();
  await dialog.getByLabel("Asked to stop after").fill("2");
  await expectAccessible(page);
  await keepScreenshot(page, "drill-dialog");
  await dialog.getByRole("button", { name: "Start the drill" }).click();
  await expect(dialog).toBeHidden();
  const drills = cooperation.getByRole("list", { name: "Termination drills" });
  await expect(drills.getByText(/^Under way$/)).toBeVisible();
  await expect(drills.getByText("Passed")).toBeVisible({ timeout: 60_000 });
  await expect(
    drills.getByText(/Stopped in .* of the 10.0 s that it has, without a signal. It saved its state./),
  ).toBeVisible();
  await drills.scrollIntoViewIfNeeded();
  await expectAccessible(page);
  await keepScreenshot(page, "drills");
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 780 });
  await drills.scrollIntoViewIfNeeded();
  await keepScreenshot(page, "drills-360-dark");
});

test("code that does not listen fails its drill", async ({ page, request }) => {
  await mutate(request, "services.drill", { name: "stubborn", runSeconds: 1 });
  await page.goto("/services/stubborn");
  const drills = page.getByRole("list", { name: "Termination drills" });
  await expect(drills.getByText("Failed")).toBeVisible({ timeout: 60_000 });
  await expect(drills.getByText(/It did not stop by itself: SIGKILL ended it/)).toBeVisible();
});
