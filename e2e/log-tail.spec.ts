import { registerService } from "./harness/curfew.ts";
import { startExecution, untilStatus } from "./harness/executions.ts";
import { expect, test } from "./harness/spec.ts";

test.beforeAll(() => registerService("e2e/services/steady/curfew.json"));

test("the log follows a live execution, pauses, and goes on", async ({ page, request }) => {
  const id = await startExecution(request, "steady", "steps", { count: 60 });
  await page.goto(`/executions/${id}?tab=logs`);
  await expect(
    page
      .getByRole("log")
      .getByText(/^step \d+ of 60$/)
      .first(),
  ).toBeVisible({ timeout: 60_000 });
  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByRole("button", { name: "Resume" }).click();
  await expect(page.getByRole("log").getByText("step 60 of 60")).toBeVisible({ timeout: 60_000 });
  await untilStatus(request, id, "success");
});

test("every line of a long log is kept, in order, and comes down as a file", async ({ page, request }) => {
  const id = await startExecution(request, "steady", "lines", { count: 20_000 });
  await untilStatus(request, id, "success", 120_000);
  await page.goto(`/executions/${id}?tab=logs`);
  await expect(page.getByText("line 19999 of 20000")).toBeVisible({ timeout: 60_000 });
  const response = await request.get(`/api/executions/${id}/logs?attempt=1`);
  const numbers = [...(await response.text()).matchAll(/line (\d+) of 20000/g)].map((match) =>
    Number(match[1]),
  );
  expect(numbers).toEqual(Array.from({ length: 20_000 }, (_, number) => number));
});
