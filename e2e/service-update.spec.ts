import { mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ServiceDetail } from "#server/domain/views.ts";
import { mutate, query } from "./harness/curfew.ts";
import { expect, expectAccessible, keepScreenshot, test } from "./harness/spec.ts";

const SLEEPS = { runtime: "command", argv: ["sleep", "600"], directory: "/", functions: { run: {} } };

test("an old revision's content comes back from its line in the list, and the dialog says what that does", async ({
  page,
  request,
}) => {
  const name = "rolled-back";
  await mutate(request, "services.create", { name, program: { ...SLEEPS, env: { TOKEN: "hunter2" } } });
  await mutate(request, "services.update", {
    name,
    policy: { executionTimeout: 60, onReset: "rerun" },
    program: { env: { TOKEN: "hunter3" } },
  });
  await page.goto(`/services/${name}`);
  await page.getByRole("button", { name: "Roll back to revision 1" }).click();
  const dialog = page.getByRole("dialog", { name: `Roll ${name} back to revision 1?` });
  await expect(dialog.getByText("comes back as revision 3")).toBeVisible();
  await expect(dialog.getByText("Execution timeout:")).toBeVisible();
  await expect(page.getByText("hunter2")).toHaveCount(0);
  await expectAccessible(page);
  await keepScreenshot(page, "roll-back-dialog");
  await page.emulateMedia({ colorScheme: "dark" });
  await keepScreenshot(page, "roll-back-dialog-dark");
  await dialog.getByRole("button", { name: "Save revision 3" }).click();
  await expect(page.getByText("Saved revision 3").first()).toBeVisible();
  const revisions = page.getByRole("listitem").filter({ hasText: "Revision 3" });
  await expect(revisions.getByText("Execution timeout:")).toBeVisible();
  await revisions.first().scrollIntoViewIfNeeded();
  await keepScreenshot(page, "revisions");
  const after = await query<ServiceDetail>(request, "services.get", { name });
  expect(after).toMatchObject({ revision: 3, policy: { executionTimeout: 3600, onReset: "failed" } });
});

test("a revision that does not start is said with its error, the old one goes on, and force says what it cuts", async ({
  page,
  request,
}) => {
  const name = "broken-update";
  await mutate(request, "services.create", {
    name,
    program: SLEEPS,
    policy: { gracePeriod: 0, killWait: 1 },
  });
  const first = await mutate<{ id: string }>(request, "executions.create", { service: name });
  await page.goto(`/executions/${first.id}`);
  await expect(page.getByText("In progress").first()).toBeVisible();
  await mutate(request, "services.update", { name, program: { directory: "/there/is/no/such/folder" } });
  await page.goto(`/services/${name}`);
  await expect(page.getByText("Revision 2 fails to start").first()).toBeVisible();
  await expect(page.getByText("/there/is/no/such/folder does not exist").first()).toBeVisible();
  await expect(page.getByText("Meanwhile new executions start on revision 1")).toBeVisible();
  await expect(page.getByText(/Tried again in \d+ s/)).toBeVisible();
  await expectAccessible(page);
  await keepScreenshot(page, "service-failing");
  await page.emulateMedia({ colorScheme: "dark" });
  await keepScreenshot(page, "service-failing-dark");
  await page.goto("/services");
  const line = page.getByRole("row").filter({ hasText: name });
  await expect(line.getByText("Failing")).toBeVisible();
  await expect(line.getByText(/tried again in/)).toBeVisible();
  await keepScreenshot(page, "services-failing-dark");
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto(`/services/${name}`);
  await page.getByRole("button", { name: "Roll back to revision 1" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText(/The old replicas drain: that waits up to/)).toBeVisible();
  await dialog.getByLabel("Stop what runs on the old replicas").check();
  await expect(dialog.getByText(/1 execution is told to stop now, .*: 1 ends as failed\./)).toBeVisible();
  await expectAccessible(page);
  await keepScreenshot(page, "roll-back-forced");
  await dialog.getByRole("button", { name: "Save revision 3" }).click();
  await expect(page.getByText("Revision 2 fails to start")).toHaveCount(0);
  await page.goto(`/executions/${first.id}`);
  await expect(page.getByText("Failed").first()).toBeVisible();
  await keepScreenshot(page, "execution-cut");
});

test("a service that can't start says so with the error until somebody mends it and tries again", async ({
  page,
  request,
}) => {
  const name = "crash-loop";
  const elsewhere = await mkdtemp(join(tmpdir(), "curfew-e2e-"));
  const directory = `${elsewhere}-here`;
  await mutate(request, "services.create", {
    name,
    program: { ...SLEEPS, argv: ["true"], directory },
  });
  const { id } = await mutate<{ id: string }>(request, "executions.create", { service: name });
  await page.goto(`/services/${name}`);
  const notice = page.getByRole("status").filter({ hasText: "Revision 1 fails to start" });
  await expect(notice.getByText(/[2-9] times in a row, first .* ago, last .* ago/)).toBeVisible();
  await expect(notice.getByText(`${directory} does not exist`)).toBeVisible();
  await expect(notice.getByText("Executions wait, and lose no attempt to it.")).toBeVisible();
  await expectAccessible(page);
  await keepScreenshot(page, "crash-loop");
  await page.goto("/services");
  const line = page.getByRole("row").filter({ hasText: name });
  await expect(line.getByText(/for .*, (tried again in|being tried again now)/)).toBeVisible();
  await keepScreenshot(page, "services-crash-loop");
  await page.goto(`/services/${name}`);
  await notice.getByRole("button", { name: "Try again now" }).click();
  await expect(page.getByText(`A replica of ${name} is tried now`)).toBeVisible();
  await rename(elsewhere, directory);
  await expect(notice).toHaveCount(0);
  await page.goto(`/executions/${id}`);
  await expect(page.getByText("Success").first()).toBeVisible();
  await rm(directory, { recursive: true });
});
