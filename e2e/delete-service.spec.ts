import { mutate } from "./harness/curfew.ts";
import { getExecution, isAlive, startExecution, untilStatus } from "./harness/executions.ts";
import { expect, expectAccessible, keepScreenshot, test } from "./harness/spec.ts";

const SLEEPS = { runtime: "command", argv: ["sleep", "600"], directory: "/", functions: { run: {} } };
const POLICY = { gracePeriod: 0, killWait: 1 };

test("a service is deleted: its dialog says what ends, and that is followed to its proof", async ({
  page,
  request,
}) => {
  const name = "to-be-deleted";
  await mutate(request, "services.create", { name, program: SLEEPS, policy: POLICY });
  const running = await startExecution(request, name, "run");
  const workerPid = async () => (await getExecution(request, running)).attempts[0]?.workerPid ?? null;
  await expect.poll(workerPid, { timeout: 60_000 }).not.toBeNull();
  const pid = (await workerPid()) as number;
  const waiting = await startExecution(request, name, "run");

  await page.goto(`/services/${name}`);
  await expect(page.getByText("1 in progress")).toBeVisible();
  await page.getByRole("button", { name: "Actions" }).click();
  await page.getByRole("menuitem", { name: "Delete service…" }).click();
  const dialog = page.getByRole("dialog", { name: `Delete ${name}?` });
  await expect(dialog.getByText("1 is waiting: it ends at once.")).toBeVisible();
  await expect(dialog.getByText("1 is running: it is asked to stop, for good.")).toBeVisible();
  await expectAccessible(page);
  await keepScreenshot(page, "delete-service");
  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize({ width: 360, height: 780 });
  await expectAccessible(page);
  await keepScreenshot(page, "delete-service-360-dark");

  await dialog.getByRole("button", { name: "Keep it" }).click();
  await expect(dialog).toBeHidden();
  expect((await getExecution(request, running)).status).toBe("in-progress");

  await page.getByRole("button", { name: "Actions" }).click();
  await page.getByRole("menuitem", { name: "Delete service…" }).click();
  await dialog.getByRole("button", { name: "Terminate them and delete" }).click();
  await expect(page).toHaveURL(/\/services$/);
  await expect(page.getByRole("link", { name, exact: true })).toHaveCount(0);
  for (const id of [running, waiting]) await untilStatus(request, id, "terminated");
  expect(isAlive(pid)).toBe(false);
  // What it was stays to be read.
  await page.goto(`/executions/${running}`);
  await expect(page.getByText("Terminated").first()).toBeVisible();
});
