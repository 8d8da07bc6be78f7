import { mutate, query, registerService } from "./harness/curfew.ts";
import { startExecution, untilAtWork, untilStatus } from "./harness/executions.ts";
import { expect, test } from "./harness/spec.ts";
import { setVisibility } from "./harness/visibility.ts";
import { webPid } from "./harness/web-process.ts";

test.beforeAll(() => registerService("e2e/services/steady/curfew.json"));
test.use({ expectedErrors: /Failed to load resource|net::ERR|502|503|500/ });

test("two people who act at once see each other's action", async ({ browser, page, request }) => {
  const id = await startExecution(request, "steady", "steps");
  await untilAtWork(request, id);
  const other = await browser.newContext({ storageState: await page.context().storageState() });
  const theirs = await other.newPage();
  await Promise.all([page.goto(`/executions/${id}`), theirs.goto(`/executions/${id}`)]);

  await theirs.getByRole("button", { name: "Terminate", exact: true }).click();
  const dialog = theirs.getByRole("dialog");
  await expect(dialog.getByLabel("Reason")).toBeVisible();

  await page.getByRole("button", { name: "Terminate", exact: true }).click();
  await page.getByRole("dialog").getByLabel("Reason").fill("seen by both");
  await page.getByRole("dialog").getByRole("button", { name: "Stop execution" }).click();

  await expect(dialog.getByText(/stopping already|has ended meanwhile/)).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Stop execution" })).toBeDisabled();
  await dialog.getByRole("button", { name: "Keep running" }).click();
  await expect(theirs.getByText("“seen by both”").first()).toBeVisible();
  await untilStatus(request, id, "terminated");
  await other.close();
});

test("a change that one person makes is pushed to a page that rests", async ({ browser, page, request }) => {
  const id = await startExecution(request, "steady", "steps");
  await untilAtWork(request, id);
  await mutate(request, "executions.terminate", { id });
  await untilStatus(request, id, "terminated");
  const other = await browser.newContext({ storageState: await page.context().storageState() });
  const theirs = await other.newPage();
  await theirs.goto(`/executions/${id}`);
  await expect(theirs.getByRole("banner").getByRole("status")).toHaveText("live");
  // What rests is polled each ten seconds: only a push is quicker than the one request that follows the change.
  const reads: number[] = [];
  theirs.on("request", (read) => read.url().includes("executions.get") && reads.push(reads.length));
  await mutate(request, "executions.label", { id, set: { seen: "by-push" } });
  await expect(theirs.getByText("by-push").first()).toBeVisible();
  expect(reads.length).toBeLessThan(5);
  await other.close();
});

test("a browser's clock that is wrong, or that slept for an hour, calls no runner lost", async ({
  page,
  request,
}) => {
  const id = await startExecution(request, "steady", "steps");
  await untilAtWork(request, id);
  await page.clock.install({ time: Date.now() + 20_000 });
  await page.goto("/runners");
  const main = page.getByRole("main");
  const allIsWell = async () => {
    await expect(main.getByText(/heartbeat \d s ago/).first()).toBeVisible();
    await expect(main.getByText(/^was ready$|no heartbeat/)).toHaveCount(0);
  };
  await expect(main.getByRole("link", { name: new RegExp(id.slice(-8)) })).toBeVisible();
  await allIsWell();
  await mutate(request, "executions.terminate", { id });
  await untilStatus(request, id, "terminated");
  await page.clock.fastForward("01:00:00");
  await expect(main.getByRole("link", { name: new RegExp(id.slice(-8)) })).toHaveCount(0);
  await allIsWell();
  await expect(page.getByRole("banner").getByRole("status")).toHaveText("live");
});

test("a killed web server is said to be away, and the page catches up by itself", async ({
  page,
  request,
}) => {
  const id = await startExecution(request, "steady", "steps");
  await untilAtWork(request, id);
  await page.goto(`/executions/${id}`);
  await expect(page.getByText("step 3 of 600").first()).toBeVisible();
  await page.evaluate(() => Object.assign(window, { stays: true }));
  process.kill(webPid(), "SIGKILL");
  const freshness = page.getByRole("banner").getByRole("status");
  await expect(freshness).toHaveText(/reconnecting|offline/);
  await expect(async () => {
    expect((await request.get("/api/health")).ok()).toBe(true);
  }).toPass();
  await mutate(request, "executions.terminate", { id, note: "while it was away" });
  await expect(freshness).toHaveText("live");
  await expect(page.getByText("“while it was away”").first()).toBeVisible();
  expect(await page.evaluate(() => (window as unknown as { stays?: boolean }).stays)).toBe(true);
  await untilStatus(request, id, "terminated");
});

test("a page that was out of sight and without network for long says so, and catches up without a reload", async ({
  page,
  request,
}) => {
  await page.goto("/executions?q=service%3Asteady%20label.trip%3Dtunnel");
  await expect(page.getByText(/No executions/)).toBeVisible();
  await setVisibility(page, "hidden");
  await page.context().setOffline(true);
  await expect(page).toHaveTitle(/^offline/);
  const { id } = await mutate<{ id: string }>(request, "executions.create", {
    service: "steady",
    functionName: "steps",
    labels: { trip: "tunnel" },
  });
  await page.context().setOffline(false);
  await expect(page).toHaveTitle(/^\d+ (running|waiting)/);
  await setVisibility(page, "visible");
  await expect(page.locator(`[data-execution="${id}"]`)).toBeVisible();
  await expect(page.getByRole("banner").getByRole("status")).toHaveText("live");
  await mutate(request, "executions.terminate", { id });
  expect(await query(request, "executions.get", { id })).toMatchObject({ id });
});
