import { mutate, registerService } from "./harness/curfew.ts";
import {
  eventsOf,
  getExecution,
  isAlive,
  startExecution,
  terminateOnPage,
  untilAtWork,
  untilStatus,
} from "./harness/executions.ts";
import { expect, expectAccessible, keepScreenshot, test } from "./harness/spec.ts";

test.beforeAll(() => {
  registerService("e2e/services/steady/curfew.json");
  registerService("e2e/services/stubborn/curfew.json");
});

test("terminating at a checkpoint saves the work, shows each rung, and a rerun resumes from it", async ({
  page,
  request,
}) => {
  const id = await startExecution(request, "steady", "steps");
  await untilAtWork(request, id);
  await page.goto(`/executions/${id}`);
  await terminateOnPage(page, "wrong learning rate");
  const stop = page.getByRole("region", { name: "Stop" });
  await expect(stop.getByText(/^Stopped in .+ at a checkpoint, nothing left running$/).first()).toBeVisible();
  await expect(stop.getByText("“wrong learning rate”")).toBeVisible();
  const rungs = page.getByRole("list", { name: "Rungs of the stop" });
  for (const rung of ["requested", "delivered", "seen", "saved", "exited", "verified"]) {
    await expect(rungs.getByText(rung, { exact: false }).first()).toBeVisible();
  }
  await expectAccessible(page);
  await keepScreenshot(page, "execution-terminated");

  const ended = await untilStatus(request, id, "terminated");
  const [started] = await eventsOf(request, id, "started");
  expect(isAlive(Number(started?.data.pid))).toBe(false);
  const steps = (ended.output as { steps: number }).steps;
  expect(steps).toBeGreaterThan(0);

  await page.getByRole("button", { name: "Rerun" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: /^(Rerun|Start)/ }).click();
  await expect(page).not.toHaveURL(new RegExp(id));
  await page.getByRole("tab", { name: "Logs" }).click();
  await expect(page.getByText(`resuming after step ${steps}`)).toBeVisible();
  await terminateOnPage(page, "");
  await expect(page.getByText(/^Stopped in .+ at a checkpoint, nothing left running$/).first()).toBeVisible();
});

test("save, then stop goes on until the work is saved, and says so until then", async ({ page, request }) => {
  const id = await startExecution(request, "steady", "steps", { pause: 1 });
  await untilAtWork(request, id);
  await page.goto(`/executions/${id}`);
  await page.getByRole("button", { name: "Terminate", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText(/^Last checkpoint \d+ s ago/)).toBeVisible();
  await dialog.getByRole("radio", { name: "Save, then stop" }).click();
  await expect(dialog.getByText(/^It goes on until it has saved, for \d+ s at most/)).toBeVisible();
  await keepScreenshot(page, "terminate-dialog");
  await expectAccessible(page);
  // Asked just after it has saved, it goes on for five steps more.
  const savedStep = async () =>
    ((await getExecution(request, id)).savedState as { step: number } | null)?.step;
  const before = await savedStep();
  await expect.poll(savedStep).not.toBe(before);
  await dialog.getByRole("button", { name: "Stop execution" }).click();
  await expect(page.getByText("the code goes on until it has saved").last()).toBeVisible();
  const ended = await untilStatus(request, id, "terminated");
  const step = (ended.savedState as { step: number }).step;
  expect(step % 5).toBe(0);
  const [saved] = await eventsOf(request, id, "saved");
  const [seen] = await eventsOf(request, id, "seen");
  expect(saved?.id).toBeLessThan(seen?.id ?? 0);
  await page.getByRole("tab", { name: "Timeline" }).click();
  await expect(page.getByText("Stop requested once it has saved").first()).toBeVisible();
});

test("a reason is completed from those that were agreed on", async ({ page, request }) => {
  await mutate(request, "reasonTemplates.save", { texts: ["wrong data", "superseded by another run"] });
  const id = await startExecution(request, "steady", "steps");
  await untilAtWork(request, id);
  await page.goto(`/executions/${id}`);
  await page.getByRole("button", { name: "Terminate", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").fill("super");
  await expect(dialog.getByRole("option", { name: /superseded/ })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(dialog.getByLabel("Reason")).toHaveValue("superseded by another run");
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  const ended = await untilStatus(request, id, "terminated");
  expect(ended.id).toBe(id);
});

test("code that ignores the request and SIGTERM says Stopping until SIGKILL, and nothing of it is left", async ({
  page,
  request,
}) => {
  const id = await startExecution(request, "stubborn", "run");
  await untilStatus(request, id, "in-progress");
  await page.goto(`/executions/${id}?tab=logs`);
  const line = page.getByText(/ignoring everything, child \d+/);
  await expect(line).toBeVisible();
  const child = Number((await line.textContent())?.match(/child (\d+)/)?.[1]);
  expect(isAlive(child)).toBe(true);

  await terminateOnPage(page, "it hangs");
  const stop = page.getByRole("region", { name: "Stop" });
  await expect(stop.getByText("Stopping").first()).toBeVisible();
  expect((await getExecution(request, id)).status).toBe("in-progress");
  await expect(stop.getByText(/^Stopped in .+ by SIGKILL, nothing left running$/).first()).toBeVisible();

  const [started] = await eventsOf(request, id, "started");
  expect(isAlive(Number(started?.data.pid))).toBe(false);
  expect(isAlive(child)).toBe(false);
  const signals = await eventsOf(request, id, "signalled");
  expect(signals.map((event) => event.data.signal)).toEqual(["SIGTERM", "SIGKILL"]);
  expect((await getExecution(request, id)).status).toBe("terminated");
});

test("a queued execution that is terminated ends at once and never runs", async ({ page, request }) => {
  const running = await Promise.all([1, 2].map(() => startExecution(request, "stubborn", "run")));
  for (const id of running) await untilStatus(request, id, "in-progress");
  const queued = await startExecution(request, "stubborn", "run");
  await page.goto(`/executions/${queued}`);
  await page.getByRole("button", { name: "Terminate", exact: true }).click();
  await expect(page.getByRole("dialog").getByText("It does not run now: it ends at once.")).toBeVisible();
  await page.getByRole("dialog").getByRole("button", { name: "Stop execution" }).dblclick();
  await untilStatus(request, queued, "terminated");
  expect(await eventsOf(request, queued, "started")).toEqual([]);
  expect(await eventsOf(request, queued, "stop_requested")).toHaveLength(1);
  for (const id of running) {
    await page.goto(`/executions/${id}`);
    await terminateOnPage(page, "");
    await untilStatus(request, id, "terminated");
  }
});
