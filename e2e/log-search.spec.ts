import { registerService } from "./harness/curfew.ts";
import { startExecution, untilStatus } from "./harness/executions.ts";
import { pressUntil } from "./harness/keys.ts";
import { expect, expectAccessible, keepScreenshot, test } from "./harness/spec.ts";

test.beforeAll(() => registerService("e2e/services/steady/curfew.json"));

test("a log is searched on the server, found lines are walked through in their place, and shown alone", async ({
  page,
  request,
}) => {
  const id = await startExecution(request, "steady", "lines", { count: 3000 });
  await untilStatus(request, id, "success");
  await page.goto(`/executions/${id}?tab=logs`);
  const log = page.getByRole("log");
  await expect(log.getByText("line 2999 of 3000")).toBeVisible();
  const search = page.getByLabel("Search the log");
  await search.fill("LINE 77");
  await expect(page.getByText("11 found in 3,000 lines")).toBeVisible();
  await search.press("Enter");
  await expect(page.getByText("1 of 11 found in 3,000 lines")).toBeVisible();
  await expect(log.getByRole("link", { name: "Line 78", exact: true })).toHaveAttribute(
    "aria-current",
    "location",
  );
  await expect(log.locator("mark").first()).toHaveText("line 77");
  await search.press("Shift+Enter");
  await expect(page.getByText("11 of 11 found in 3,000 lines")).toBeVisible();
  await expect(log.getByText("line 780 of 3000")).toBeVisible();
  await page.getByRole("button", { name: "Only these" }).click();
  await expect(log.getByRole("link")).toHaveCount(11);
  await expectAccessible(page);
  await log.getByRole("link", { name: "Line 771", exact: true }).click();
  await expect(log.getByText("line 769 of 3000")).toBeVisible();
  await expect(page).toHaveURL(/#L771$/);

  // What is no answer: the search fails, says so, and goes on when it is asked to.
  await page.route(/executions\.searchLogs/, (route) => route.fulfill({ status: 200, body: "out of order" }));
  await search.fill("line 88");
  await expect(page.getByText("The search stopped. Curfew does not answer.")).toBeVisible();
  await expect(page.getByText("0 found in the first 0 of 3,000 lines")).toBeVisible();
  await expectAccessible(page);
  await page.unrouteAll();
  await page.getByRole("button", { name: "Search on" }).click();
  await expect(page.getByText("11 found in 3,000 lines")).toBeVisible();
  await expect(page.getByText("The search stopped.")).toBeHidden();

  // A link shows the same; how lines look is remembered.
  await page.getByRole("button", { name: "Times" }).click();
  await page.getByRole("button", { name: "Wrap" }).click();
  await page.getByRole("button", { name: "Only these" }).click();
  await expect(page).toHaveURL(/find=line(\+|%20)88.*only=true/);
  await page.reload();
  await expect(search).toHaveValue("line 88");
  await expect(log.getByRole("link")).toHaveCount(11);
  await expect(log.getByRole("time").first()).toHaveText(/\d\d:\d\d[.,]\d{3}/);
  await expect(page.getByRole("button", { name: "Wrap" })).toHaveAttribute("aria-pressed", "true");
  await keepScreenshot(page, "log-times");
  await page.goto(`/executions/${id}`);
  await pressUntil(page, "/", search);
  await expect(search).toBeFocused();
});

test("lines are filtered by what they say their level is, in readable colours", async ({ page, request }) => {
  const id = await startExecution(request, "steady", "levels");
  await untilStatus(request, id, "success");
  await page.goto(`/executions/${id}?tab=logs`);
  const log = page.getByRole("log");
  await expect(log.getByText("epoch 1 begins")).toBeVisible();
  for (const theme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await expectAccessible(page);
    await keepScreenshot(page, `log-levels-${theme}`);
  }
  await page.getByLabel("Level", { exact: true }).selectOption("warn");
  await expect(page.getByText("3 found in")).toBeVisible();
  await expect(log.getByText("epoch 1 begins")).toBeHidden();
  await page.getByLabel("Level", { exact: true }).selectOption("");
  await expect(log.getByText("epoch 1 begins")).toBeVisible();
  await page.setViewportSize({ width: 360, height: 800 });
  await keepScreenshot(page, "log-360");
});

test("a log of a million lines is scrolled from end to end, and each line can be led to", async ({
  page,
  request,
}) => {
  const count = 1_000_000;
  const id = await startExecution(request, "steady", "lines", { count });
  await untilStatus(request, id, "success", 230_000);
  await page.goto(`/executions/${id}?tab=logs`);
  const log = page.getByRole("log");
  await expect(log.getByText(`line ${count - 1} of ${count}`)).toBeVisible();
  await log.focus();
  await page.keyboard.press("Home");
  await expect(log.getByText(`line 0 of ${count}`)).toBeVisible();
  for (let step = 1; step <= 10; step += 1) {
    const share = step / 10;
    await log.evaluate(
      (view, at) => view.scrollTo({ top: at * (view.scrollHeight - view.clientHeight) }),
      share,
    );
    const near = Math.min(count - 1, Math.round(share * count));
    const text =
      share === 1 ? `line ${near} of ${count}` : new RegExp(`^line ${String(near).slice(0, 3)}\\d+ of`);
    await expect(log.getByText(text).first()).toBeVisible();
  }
  await log.hover();
  await page.mouse.wheel(0, -400);
  await expect(log.getByText(`line ${count - 40} of ${count}`)).toBeVisible();
  await page.goto(`/executions/${id}?tab=logs&attempt=1#L765432`);
  await expect(log.getByText(`line 765431 of ${count}`)).toBeInViewport({ ratio: 1 });
  // Each line over several rows, so that nobody knows how tall those before it are.
  await page.setViewportSize({ width: 360, height: 1600 });
  await page.getByRole("button", { name: "Times" }).click();
  await page.getByRole("button", { name: "Wrap" }).click();
  for (const number of [3, 500_000, 999_990]) {
    await page.goto(`/executions/${id}?tab=logs&attempt=1&seen=${number}#L${number}`);
    await expect(log.getByText(`line ${number - 1} of ${count}`)).toBeInViewport({ ratio: 1 });
  }
  await keepScreenshot(page, "log-tall-wrapped");
});
