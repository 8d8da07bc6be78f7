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
