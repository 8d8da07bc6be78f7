import type { ServiceDetail } from "#server/domain/views.ts";
import { mutate, query } from "./harness/curfew.ts";
import { getExecution, startExecution } from "./harness/executions.ts";
import { expect, expectAccessible, keepScreenshot, test } from "./harness/spec.ts";

const SLEEPS = { runtime: "command", argv: ["sleep", "600"], directory: "/", functions: { run: {} } };

test("before saving, the form says what the change does to what runs, for each choice of what it applies to", async ({
  page,
  request,
}) => {
  const name = "applied";
  await mutate(request, "services.create", {
    name,
    program: SLEEPS,
    policy: { gracePeriod: 0, killWait: 1 },
  });
  const id = await startExecution(request, name, "run");
  await expect.poll(async () => (await getExecution(request, id)).startedAt).not.toBeNull();
  const before = await getExecution(request, id);
  await page.goto(`/services/${name}`);
  const form = page.getByRole("form", { name: "Settings" });
  const preview = page.getByRole("complementary", { name: "What this change does" });
  await form.getByLabel("Execution timeout").fill("1800");
  await expect(preview.getByText("It keeps the policy that was copied at its start.")).toBeVisible();
  // A stop ends its own process here: no reset waits for anybody.
  await expect(preview.getByText(/reset of a replica would wait/)).toHaveCount(0);
  await form.getByLabel("Grace period").fill("3");
  await expect(
    preview.getByText("The new grace period counts only for attempts that start later."),
  ).toBeVisible();
  await form.getByLabel("Drain and replace replicas").check();
  await expect(preview.getByText(/The old replicas drain: that waits up to/)).toBeVisible();
  await form.getByLabel("Stop what runs on the old replicas").check();
  await expect(preview.getByText(/1 execution is told to stop now/)).toBeVisible();
  await form.getByLabel("Live ones too").check();
  await expect(preview.getByText(/Its deadline moves to 30 min after its start/)).toBeVisible();
  await expectAccessible(page);
  await keepScreenshot(page, "apply-choices");
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(page);
  await keepScreenshot(page, "apply-choices-dark");
  await page.setViewportSize({ width: 360, height: 780 });
  await preview.scrollIntoViewIfNeeded();
  await keepScreenshot(page, "apply-choices-360");
  await page.setViewportSize({ width: 1280, height: 800 });
  await form.getByRole("button", { name: "Save revision 2" }).click();
  await expect(page.getByText(/The agent of 1 execution is being asked to move the deadline/)).toBeVisible();
  await page.getByRole("button", { name: "Follow" }).click();
  await expect(page.getByText(/Move the deadlines of chosen executions to 30 min/).first()).toBeVisible();
  await keepScreenshot(page, "apply-bulk");
  const started = before.startedAt?.getTime() ?? 0;
  await expect
    .poll(async () => (await getExecution(request, id)).deadlineAt?.getTime())
    .toBe(started + 1_800_000);
  expect(await getExecution(request, id)).toMatchObject({
    replicaId: before.replicaId,
    policy: { executionTimeout: 3600 },
  });
  const service = await query<ServiceDetail>(request, "services.get", { name });
  expect(service).toMatchObject({ revision: 2, replicas: { ready: 1, older: 0, draining: 0 } });
  await mutate(request, "executions.terminate", { id });
});
