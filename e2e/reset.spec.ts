import { registerService } from "./harness/curfew.ts";
import { eventsOf, getExecution, isAlive, startExecution, terminateOnPage } from "./harness/executions.ts";
import { expect, expectAccessible, keepScreenshot, test } from "./harness/spec.ts";

test.beforeAll(() => registerService("e2e/services/together/curfew.json"));

test("code that ignores its stop in a shared worker resets its replica: every page says who is waited for, and why", async ({
  page,
  request,
}) => {
  const good = await startExecution(request, "together", "work");
  const stubborn = await startExecution(request, "together", "ignore");
  const isIgnoring = async () => (await getExecution(request, stubborn)).progress;
  await expect.poll(isIgnoring, { timeout: 90_000 }).toBe(1);

  await page.goto(`/executions/${stubborn}`);
  await page.getByRole("button", { name: "Terminate", exact: true }).click();
  const plan =
    /if it ignores that for 1 s, its replica is reset: 1 neighbour is waited for until its deadline/;
  await expect(page.getByRole("dialog").getByText(plan)).toBeVisible();
  await keepScreenshot(page, "reset-dialog");
  await page.getByRole("dialog").getByRole("button", { name: "Stop execution" }).click();
  const waits = /Waits for the reset of its replica: 1 neighbour, at most (9|10) m/;
  await expect(page.getByText(waits)).toBeVisible();
  await expect(page.getByRole("button", { name: "Escalate now" })).toBeHidden();
  await expectAccessible(page);
  await keepScreenshot(page, "reset-waiting");

  await page.emulateMedia({ colorScheme: "dark" });
  await keepScreenshot(page, "reset-waiting-dark");
  await page.goto("/runners");
  await expect(
    page.getByText(/it is reset: execution .+ ignored its stop · waits for 1 neighbour/),
  ).toBeVisible();
  await expectAccessible(page);
  await keepScreenshot(page, "reset-runners");
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/services/together");
  await expect(page.getByText(/A replica is being reset: execution .+ ignored its stop/)).toBeVisible();
  await keepScreenshot(page, "reset-service");

  const fresh = await startExecution(request, "together", "work", { seconds: 1 });
  await expect
    .poll(async () => (await getExecution(request, fresh)).status, { timeout: 90_000 })
    .toBe("success");

  await page.goto(`/executions/${good}`);
  await expect(page.getByText(/Its replica is being reset: execution .+ ignored its stop/)).toBeVisible();
  await expect(page.getByText(/This one is waited for, at most .+, and keeps its result/)).toBeVisible();
  await expectAccessible(page);
  await keepScreenshot(page, "reset-neighbour");
  await terminateOnPage(page, "");
  await expect(
    page.getByText(/^Stopped in .+ at a checkpoint, its worker goes on with others$/).first(),
  ).toBeVisible();

  await page.goto(`/executions/${stubborn}`);
  await expect(page.getByText(/^Stopped in .+ by SIGKILL, nothing left running$/).first()).toBeVisible();
  await page.getByRole("tab", { name: "Timeline" }).click();
  await expect(page.getByText(/It ignored its stop: its replica is reset once 1 neighbour/)).toBeVisible();
  await keepScreenshot(page, "reset-over");
  const [started] = await eventsOf(request, stubborn, "started");
  expect(isAlive(Number(started?.data.pid))).toBe(false);
});

test("the isolation is chosen in the form, with a word on what it means for a stop", async ({ page }) => {
  await page.goto("/services/together");
  const form = page.getByRole("form", { name: "Settings" });
  await form.getByText("More", { exact: true }).click();
  await expect(form.getByRole("radio", { name: /^Shared/ })).toBeChecked();
  await expect(form.getByText(/ended by a reset of its replica/)).toBeVisible();
  await form.getByRole("radio", { name: /^Process/ }).click();
  await expect(form.getByRole("button", { name: /^Save revision/ })).toBeEnabled();
  await keepScreenshot(page, "isolation-form");
});
