import { mutate } from "./harness/curfew.ts";
import { getExecution, startExecution, untilStatus } from "./harness/executions.ts";
import { expect, expectAccessible, keepScreenshot, test } from "./harness/spec.ts";

const SLEEPS = { runtime: "command", argv: ["sleep", "600"], directory: "/", functions: { run: {} } };
const POLICY = { gracePeriod: 0, killWait: 1, onReset: "failed" };

test("a runner is emptied after its dialog has told what its loss would cost, and takes work again", async ({
  page,
  request,
}) => {
  const name = "on-a-drained-host";
  await mutate(request, "services.create", { name, program: SLEEPS, policy: POLICY });
  const running = await startExecution(request, name, "run");
  await untilStatus(request, running, "in-progress");

  await page.goto("/runners");
  await page.getByRole("button", { name: "Drain…" }).click();
  const dialog = page.getByRole("dialog", { name: /^Drain / });
  await expect(dialog.getByText(/would fail; up to .+ of work is not saved\.$/)).toBeVisible();
  await expect(
    dialog.getByText("No other host has a runner that takes work: everything would wait until one does."),
  ).toBeVisible();
  await expect(
    dialog.getByText(/^A drain takes up to .+: to the last deadline as it stands now/),
  ).toBeVisible();
  await expectAccessible(page);
  await keepScreenshot(page, "runner-drain");
  await dialog.getByRole("button", { name: "Keep it working" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(/^draining:/)).toHaveCount(0);

  await page.getByRole("button", { name: "Drain…" }).click();
  await dialog.getByRole("button", { name: "Drain", exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(/draining: .* left, \d+ running · asked by/)).toBeVisible();
  const waiting = await startExecution(request, name, "run");
  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize({ width: 360, height: 780 });
  await expectAccessible(page);
  await keepScreenshot(page, "runner-draining-360-dark");
  await page.getByRole("button", { name: "If it went away…" }).first().click();
  const loss = page.getByRole("dialog", { name: /went away now$/ });
  await expect(loss.getByText(/would fail; up to/)).toBeVisible();
  await keepScreenshot(page, "runner-loss-360-dark");
  await loss.getByRole("button", { name: "Close" }).click();
  await expect(loss).toBeHidden();
  await mutate(request, "executions.terminate", { id: running });
  await untilStatus(request, running, "terminated");
  await expect(page.getByRole("row", { name: new RegExp(name) })).toContainText("stopped");
  expect((await getExecution(request, waiting)).status).toBe("created");

  await page.getByRole("button", { name: "Take work again" }).click();
  await expect(page.getByText(/draining:/)).toHaveCount(0);
  await untilStatus(request, waiting, "in-progress");
  await mutate(request, "executions.terminate", { id: waiting });
  await untilStatus(request, waiting, "terminated");
});
