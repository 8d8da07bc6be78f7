import { registerService } from "./harness/curfew.ts";
import {
  eventsOf,
  getExecution,
  isAlive,
  startExecution,
  terminateOnPage,
  untilStatus,
} from "./harness/executions.ts";
import { expect, expectAccessible, keepScreenshot, test } from "./harness/spec.ts";

test.beforeAll(() => registerService("e2e/services/deaf/curfew.json"));

test("a deadline is moved, and a stop is withdrawn, asked for again, given more time, and escalated until it is proven", async ({
  page,
  request,
}) => {
  const id = await startExecution(request, "deaf", "run");
  await page.goto(`/executions/${id}`);
  await expect(page.getByText("at work")).toBeVisible({ timeout: 90_000 });
  const stop = page.getByRole("region", { name: "Stop" });

  await page.getByRole("button", { name: "Move the deadline 15 min later" }).click();
  await expect(page.getByText(/^1 h 1\d m/)).toBeVisible();
  await page.getByRole("button", { name: "Set the deadline" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Seconds from now").fill("1.5");
  await expect(dialog.getByText(/must be a whole number of seconds from 1/)).toBeVisible();
  await dialog.getByRole("radio", { name: "At a time" }).click();
  await expect(dialog.getByLabel("Time", { exact: true })).toBeVisible();
  await dialog.getByRole("radio", { name: "In so many seconds" }).click();
  await dialog.getByLabel("Seconds from now").fill("7200");
  await keepScreenshot(page, "set-deadline");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Set deadline" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(/^1 h 59 m/)).toBeVisible();

  await terminateOnPage(page, "too early");
  await expect(stop.getByText(/waiting for the code to reach a checkpoint/).last()).toBeVisible();
  await keepScreenshot(page, "stop-controls");
  await expectAccessible(page);
  await stop.getByRole("button", { name: "Withdraw" }).click();
  await expect(stop).toBeHidden();
  expect(await getExecution(request, id)).toMatchObject({ status: "in-progress", stop: null });
  await page.getByRole("tab", { name: "Timeline" }).click();
  await expect(page.getByText("The stop was withdrawn: it goes on")).toBeVisible();

  await terminateOnPage(page, "now really");
  await expect(stop.getByText("“now really”")).toBeVisible();
  await expect(stop.getByText(/SIGTERM in (5\d|60) s/)).toBeVisible();
  await stop.getByRole("button", { name: "Give it more time" }).click();
  await page.getByRole("menuitem", { name: "10 min more" }).click();
  await expect(stop.getByText(/SIGTERM in 6\d\d s/)).toBeVisible();

  await stop.getByRole("button", { name: "Escalate now" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Send SIGTERM" }).click();
  await expect(stop.getByText(/SIGTERM sent after/)).toBeVisible();
  await expect(stop.getByText("Too late to withdraw: a signal has been sent already.")).toBeVisible();
  await expect(stop.getByRole("button", { name: "Withdraw" })).toBeDisabled();

  await stop.getByRole("button", { name: "Escalate now" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Send SIGKILL" }).click();
  await expect(stop.getByText(/^Stopped in .+ by SIGKILL, nothing left running$/).first()).toBeVisible();
  await untilStatus(request, id, "terminated");
  const [started] = await eventsOf(request, id, "started");
  expect(isAlive(Number(started?.data.pid))).toBe(false);
});
