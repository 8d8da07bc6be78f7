import type { APIRequestContext, Page } from "@playwright/test";
import type { ExecutionDetail } from "#server/domain/views.ts";
import { mutate, registerService } from "./harness/curfew.ts";
import {
  eventsOf,
  getExecution,
  isAlive,
  rowOf,
  startExecution,
  terminateOnPage,
  untilStatus,
} from "./harness/executions.ts";
import { pressUntil } from "./harness/keys.ts";
import { answerReads, readAnew } from "./harness/reads.ts";
import { expect, expectAccessible, keepScreenshot, test } from "./harness/spec.ts";

test.beforeAll(() => registerService("e2e/services/deaf/curfew.json"));

test.describe("over a line that breaks", () => {
  // What a line that was cut writes to the console.
  test.use({ expectedErrors: /ERR_FAILED/ });

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
    const dialog = page.getByRole("dialog", { name: `Set the deadline of deaf ${id.slice(-8)}` });
    await dialog.getByRole("radio", { name: "To so long from now" }).click();
    await dialog.getByLabel("From now", { exact: true }).fill("1.5");
    await expect(dialog.getByText(/must be a whole number of minutes from 1/)).toBeVisible();
    await dialog.getByLabel("From now", { exact: true }).fill("2");
    await dialog.getByLabel("Unit").selectOption("hours");
    await expect(dialog.getByText("2 h from now")).toBeVisible();
    await keepScreenshot(page, "set-deadline");
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Set deadline" }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByText(/^1 h 59 m/)).toBeVisible();

    await page.getByRole("button", { name: "Set the deadline" }).click();
    const at = wholeSeconds(await deadlineOf(request, id), 3_600);
    await dialog.getByRole("radio", { name: "At a time" }).click();
    await dialog.getByLabel("Time", { exact: true }).fill(asTyped(at));
    await dialog.getByRole("button", { name: "Set deadline" }).click();
    await expect(dialog).toBeHidden();
    expect(await deadlineOf(request, id)).toEqual(at);

    await stopOverBrokenLine(page);
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
});

test("a deadline is moved from its row, by pointer and by key; a row says what is slow or will miss it, and a card leads there", async ({
  page,
  request,
}) => {
  const id = await startExecution(request, "deaf", "run");
  await page.goto(`/executions?q=id:${id}`);
  const row = rowOf(page, id);
  const dialog = page.getByRole("dialog", { name: `Set the deadline of deaf ${id.slice(-8)}` });
  const before = await deadlineOf(request, id);
  await row.getByRole("button", { name: /to the deadline of deaf/ }).click();
  await dialog.getByRole("button", { name: "+1 h" }).click();
  await expect(dialog.getByText("1 h later")).toBeVisible();
  await keepScreenshot(page, "set-deadline-of-row");
  await dialog.getByRole("button", { name: "Set deadline" }).click();
  await expect(dialog).toBeHidden();
  expect((await deadlineOf(request, id)).getTime()).toBe(before.getTime() + 3_600_000);
  await row.getByRole("link").first().focus();
  await pressUntil(page, "e", dialog);
  await page.keyboard.press("Escape");

  const execution = await getExecution(request, id);
  await answerReads(page, await lateAndSlow(execution));
  await readAnew(page);
  await expect(row.getByText("slow", { exact: true })).toBeAttached();
  await expect(row.getByText(/At this pace it will miss its deadline by/)).toBeAttached();
  await expectAccessible(page);
  await keepScreenshot(page, "executions-slow");
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 360, height: 740 });
    await expect(row.getByRole("button", { name: /to the deadline of deaf/ })).toBeVisible();
    await keepScreenshot(page, `executions-slow-360-${colorScheme}`);
  }
  await expectAccessible(page);
  await page.setViewportSize({ width: 800, height: 740 });
  await keepScreenshot(page, "executions-slow-800");
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await mutate(request, "executions.terminate", { id });
  await mutate(request, "executions.escalate", { id });
  await mutate(request, "executions.escalate", { id });
  await untilStatus(request, id, "terminated");
});

/** Nobody answers: then nobody says that it was not done. */
async function stopOverBrokenLine(page: Page): Promise<void> {
  await page.route(/executions\.terminate/, (route) => route.abort());
  await page.getByRole("button", { name: "Terminate", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Stop execution" }).click();
  await expect(dialog.getByText(/^It is not known whether the stop was requested\./)).toBeVisible();
  await page.unroute(/executions\.terminate/);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
}

async function deadlineOf(request: APIRequestContext, id: string): Promise<Date> {
  await expect
    .poll(async () => (await getExecution(request, id)).deadlineAt, { timeout: 90_000 })
    .not.toBeNull();
  return (await getExecution(request, id)).deadlineAt as Date;
}

function wholeSeconds(at: Date, later: number): Date {
  return new Date((Math.floor(at.getTime() / 1_000) + later) * 1_000);
}

/** As a field for local times takes it. */
function asTyped(at: Date): string {
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

/** The same execution an hour on, a tenth done, where good runs take a minute. */
async function lateAndSlow(execution: ExecutionDetail): Promise<Record<string, unknown>> {
  const { serviceId, functionName, startedAt } = execution;
  const began = (startedAt as Date).getTime();
  const row = { ...execution, startedAt: new Date(began - 3_600_000), progress: 10, progressAt: startedAt };
  return {
    "executions.list": { rows: [row], nextCursor: null, searchedTo: null },
    "executions.typical": [{ serviceId, functionName, runs: 9, p50Ms: 50_000, p95Ms: 60_000 }],
  };
}
