import type { ServiceDetail } from "#server/domain/views.ts";
import { mutate, query, registerService } from "./harness/curfew.ts";
import { eventsOf, startExecution, untilStatus } from "./harness/executions.ts";
import { expect, test } from "./harness/spec.ts";

test.beforeAll(() => registerService("e2e/services/steady/curfew.json"));

test.afterEach(async ({ request }) => {
  const { policy } = await query<ServiceDetail>(request, "services.get", { name: "steady" });
  if (policy.executionTimeout !== 3600 || policy.onReset !== "failed") {
    await mutate(request, "services.update", {
      name: "steady",
      policy: { executionTimeout: 3600, onReset: "failed" },
    });
  }
});

test("an execution past its timeout is stopped and fails when on-reset says so", async ({
  page,
  request,
}) => {
  await mutate(request, "services.update", {
    name: "steady",
    policy: { executionTimeout: 2, onReset: "failed" },
  });
  const id = await startExecution(request, "steady", "steps");
  await page.goto(`/executions/${id}`);
  await expect(page.getByText(/Stopped after its timeout in .+ nothing left running/).first()).toBeVisible({
    timeout: 30_000,
  });
  const ended = await untilStatus(request, id, "failed");
  expect(ended.reason).toBe("timeout");
  expect(ended.attempt).toBe(1);
});

test("with on-reset rerun it goes back to the queue, resumes, and fails when its attempts are used up", async ({
  page,
  request,
}) => {
  await page.goto("/services/steady");
  const form = page.getByRole("form", { name: "Settings" });
  await form.getByLabel("Execution timeout").fill("2");
  await form.getByRole("radio", { name: "Rerun" }).check();
  await form.getByLabel("Max attempts").fill("2");
  await form.getByRole("button", { name: /^Save revision \d+$/ }).click();
  await expect(page.getByText(/^Saved revision \d+/).first()).toBeVisible();

  const id = await startExecution(request, "steady", "steps");
  const ended = await untilStatus(request, id, "failed", 120_000);
  expect(ended.reason).toBe("max-attempts");
  expect(ended.attempt).toBe(2);
  expect(ended.attempts.map((attempt) => attempt.outcome)).toEqual(["rerun", "failed"]);
  expect(await eventsOf(request, id, "rerun")).toHaveLength(1);
  await page.goto(`/executions/${id}?tab=logs`);
  await expect(page.getByText(/resuming after step \d+/)).toBeVisible();
  await page.getByRole("tab", { name: "Timeline" }).click();
  await expect(page.getByText(/Back to the queue for attempt 2/)).toBeVisible();
});
