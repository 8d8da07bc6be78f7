import { registerService } from "./harness/curfew.ts";
import { getExecution, startExecution, terminateOnPage, untilAtWork } from "./harness/executions.ts";
import { expect, expectAccessible, keepScreenshot, test } from "./harness/spec.ts";

test.beforeAll(() => registerService("e2e/services/bounded/curfew.json"));

test("an error that is tried again says when, on the list and on its page, and terminating it ends it at once", async ({
  page,
  request,
}) => {
  const id = await startExecution(request, "bounded", "fail");
  const nextTry = async () => (await getExecution(request, id)).notBefore;
  await expect.poll(nextTry, { timeout: 90_000 }).not.toBeNull();
  await page.goto("/executions?q=service:bounded");
  await expect(page.getByText(/^next try in (10|9) m/)).toBeVisible();
  await keepScreenshot(page, "retry-list");
  await page.goto(`/executions/${id}`);
  const words = /Attempt 1 failed: LookupError: there is no such item\. Next try in (10|9) m/;
  await expect(page.getByText(words)).toBeVisible();
  await page.getByRole("tab", { name: "Timeline" }).click();
  await expect(
    page.getByText(/Failed: “LookupError: there is no such item”; attempt 2 follows after 10 m/),
  ).toBeVisible();
  await expectAccessible(page);
  await keepScreenshot(page, "retry-waits");
  await page.emulateMedia({ colorScheme: "dark" });
  await keepScreenshot(page, "retry-waits-dark");
  await terminateOnPage(page, "it will not get better");
  await expect(page.getByText("Terminated", { exact: true }).first()).toBeVisible();
  await expect(page.getByText(/Next try/)).toBeHidden();
  expect(await getExecution(request, id)).toMatchObject({ status: "terminated", notBefore: null });
});

test("code that gives no sign of work is marked on the list, and its page says so", async ({
  page,
  request,
}) => {
  const id = await startExecution(request, "bounded", "fall_silent");
  await untilAtWork(request, id);
  await page.goto("/executions?q=service:bounded");
  await expect(page.getByText("stalled", { exact: true })).toBeAttached({ timeout: 30_000 });
  await keepScreenshot(page, "stalled-list");
  await page.goto(`/executions/${id}`);
  await expect(page.getByText(/It gives no sign of work, and has counted as stalled for/)).toBeVisible();
  await expectAccessible(page);
  await keepScreenshot(page, "stalled-page");
  await terminateOnPage(page, "it is stuck");
  await expect(page.getByText(/It gives no sign of work/)).toBeHidden();
});

test("limits that do not fit together are refused at their field before anything is saved", async ({
  page,
}) => {
  await page.goto("/services/bounded");
  const form = page.getByRole("form", { name: "Settings" });
  await form.getByText("More", { exact: true }).click();
  await form.getByLabel("Memory limit").fill("512");
  await form.getByRole("radio", { name: /^Shared/ }).click();
  await form.getByLabel("Max retries").fill("3");
  await form.getByRole("button", { name: /^Save revision/ }).click();
  await expect(form.getByText(/^Memory limit needs isolation "process"/)).toBeVisible();
  await expect(form.getByText(/^Max retries must be at most 2/)).toBeVisible();
  await expectAccessible(page);
  await keepScreenshot(page, "limits-form");
});
