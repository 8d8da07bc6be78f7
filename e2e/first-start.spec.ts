import type { ExecutionPage } from "#server/domain/list-views.ts";
import { query } from "./harness/curfew.ts";
import { eventsOf, isAlive, terminateOnPage, untilAtWork, untilStatus } from "./harness/executions.ts";
import { expect, expectAccessible, keepScreenshot, test } from "./harness/spec.ts";

const EXAMPLES = ["checksum-modules", "package-inventory", "train-digits"];

test("the first start shows real work; the training is terminated, names its model, and resumes from it", async ({
  page,
  request,
}) => {
  const { rows } = await query<ExecutionPage>(request, "executions.list", { limit: 10 });
  expect(rows.map((row) => row.serviceName).toSorted()).toEqual(EXAMPLES);
  const training = rows.find((row) => row.serviceName === "train-digits")?.id ?? "";
  await untilAtWork(request, training);
  await page.goto("/executions");
  await expect(
    page
      .getByRole("row")
      .filter({ hasText: "train-digits" })
      .getByText(/Epoch \d+ of/),
  ).toBeVisible();
  await expectAccessible(page);

  await page.locator(`[data-execution="${training}"]`).click();
  await terminateOnPage(page, "the learning rate is too high");
  await expect(page.getByText(/^Stopped in .+ at a checkpoint, nothing left running$/).first()).toBeVisible();
  const ended = await untilStatus(request, training, "terminated");
  expect(ended.output).toMatchObject({ model: expect.stringContaining(".json") });
  const [started] = await eventsOf(request, training, "started");
  expect(isAlive(Number(started?.data.pid))).toBe(false);

  await page.getByRole("button", { name: "Rerun" }).first().click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Rerun/ })
    .click();
  await expect(page).not.toHaveURL(new RegExp(training));
  await page.getByRole("tab", { name: "Logs" }).click();
  await expect(
    page
      .getByRole("log")
      .getByText(/Resuming from epoch/)
      .first(),
  ).toBeVisible();

  await page.goto("/executions");
  await expect(page.getByText("Terminated").nth(1)).toBeVisible();
  await expect(page.getByText("live", { exact: true }).first()).toBeVisible();
  // The picture in the README.
  await keepScreenshot(page, "readme");
});

/** The other specs get the machine for themselves. */
test.afterAll(async ({ request }) => {
  const { rows } = await query<ExecutionPage>(request, "executions.list", {
    statuses: ["created", "in-progress"],
    limit: 20,
  });
  await Promise.all(
    rows.map(({ id }) => request.post("/api/trpc/executions.terminate", { data: { json: { id } } })),
  );
  for (const { id } of rows) await untilStatus(request, id, "terminated");
});
