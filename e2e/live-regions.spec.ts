import { resolve } from "node:path";
import type { APIRequestContext } from "@playwright/test";
import { mutate, query, registerService } from "./harness/curfew.ts";
import { startExecution, terminateOnPage, untilAtWork, untilStatus } from "./harness/executions.ts";
import { listen, secondsOf } from "./harness/live-regions.ts";
import { untilLoaded } from "./harness/reach.ts";
import { failReads, readAnew } from "./harness/reads.ts";
import { expect, test } from "./harness/spec.ts";

test.beforeAll(() => registerService("e2e/services/steady/curfew.json"));

test.describe("many that run", () => {
  test.afterEach(({ request }) => mutate(request, "services.delete", { name: "choir", force: true }));

  test("twenty executions that go on say next to nothing, on any page", async ({ page, request }) => {
    const [one] = await singTogether(request);
    for (const path of [
      "/",
      "/executions?q=service:choir",
      `/executions/${one}?tab=timeline`,
      `/executions/${one}?tab=logs`,
      `/executions/${one}?tab=metrics`,
      "/services",
      "/services/choir",
      "/runners",
    ]) {
      await page.goto(path);
      await untilLoaded(page);
      await expect(page.getByRole("banner").getByRole("status")).toHaveText("live");
      const told = await listen(page);
      await expect.poll(() => secondsOf(page)).toBeGreaterThan(5);
      const heard = await told();
      expect(
        heard.filter(({ how }) => how === "assertive"),
        path,
      ).toEqual([]);
      expect(heard.length, `${path}: ${JSON.stringify(heard)}`).toBeLessThanOrEqual(1);
    }
  });
});

test.describe("what can't be read", () => {
  test.use({ expectedErrors: /500 \(Internal Server Error\)/ });

  test("it is told once, however often it is tried again", async ({ page }) => {
    await page.goto("/services");
    await untilLoaded(page);
    const told = await listen(page);
    await failReads(page);
    await readAnew(page);
    const failure = page.getByRole("alert").filter({ hasText: "The services could not be loaded." });
    await expect(failure).toBeVisible();
    // Each try takes some seconds, and the next comes two seconds later.
    await expect.poll(() => secondsOf(page)).toBeGreaterThan(15);
    expect((await told()).filter(({ how }) => how === "assertive")).toHaveLength(1);
    await page.unrouteAll({ behavior: "ignoreErrors" });
    await expect(failure).toBeHidden();
  });
});

test("no clock ticks in what is read out, whatever a notice says", async ({ page, request }) => {
  const name = "never-starts";
  const program = {
    runtime: "command",
    argv: ["true"],
    directory: "/there/is/no/such/folder",
    functions: { run: {} },
  };
  await mutate(request, "services.create", { name, program });
  await startExecution(request, name, "run");
  await page.goto(`/services/${name}`);
  const notice = page.getByRole("status").filter({ hasText: "Revision 1 fails to start" });
  await expect(notice.getByText(/[2-9] times in a row/)).toBeVisible();
  const told = await listen(page);
  const retry = notice.getByText(/^Tried again in/);
  const before = await retry.textContent();
  await expect(retry).not.toHaveText(before ?? "");
  await expect(notice).not.toContainText(before ?? "");
  expect((await told()).filter(({ text }) => text.includes("fails to start"))).toEqual([]);
  await page.goto("/services");
  await mutate(request, "services.delete", { name, force: true });
});

/** Twenty that run at the same time, and change a few times a second. */
async function singTogether(request: APIRequestContext): Promise<string[]> {
  const program = {
    runtime: "python",
    directory: resolve("e2e/services/steady"),
    entry: "service.py",
    functions: { steps: {} },
  };
  const placement = { isolation: "shared", concurrency: 20 };
  await mutate(request, "services.create", { name: "choir", program, placement });
  const start = () => startExecution(request, "choir", "steps", { count: 2_000, pause: 0.4 });
  const ids = await Promise.all(Array.from({ length: 20 }, start));
  await expect
    .poll(
      async () => {
        const where = "service:choir";
        return (await query<Record<string, number>>(request, "executions.counts", { where }))["in-progress"];
      },
      { timeout: 90_000 },
    )
    .toBe(20);
  return ids;
}

test("a stop is told from its beginning to its proof, each once", async ({ page, request }) => {
  // Its checkpoints are so far apart that the page is read before the next one.
  const id = await startExecution(request, "steady", "steps", { pause: 5 });
  await untilAtWork(request, id);
  await page.goto(`/executions/${id}`);
  await untilLoaded(page);
  const told = await listen(page);
  await terminateOnPage(page, "enough");
  await untilStatus(request, id, "terminated");
  const proof = /^Terminated\. Stopped in .+ at a checkpoint, nothing left running$/;
  await expect(page.getByRole("status").filter({ hasText: proof })).toHaveCount(1);
  const heard = await told();
  expect(heard.filter(({ how }) => how === "assertive")).toEqual([]);
  expect(heard.filter(({ text }) => text === "Stopping")).toHaveLength(1);
  expect(heard.filter(({ text }) => /Stopped|Terminated/.test(text)).map(({ text }) => text)).toEqual([
    expect.stringMatching(proof),
  ]);
  expect(heard.length, JSON.stringify(heard)).toBeLessThanOrEqual(4);
});

test("a filter tells once how many it leaves, and ticked rows that the list stands still", async ({
  page,
  request,
}) => {
  const id = await startExecution(request, "steady", "fail");
  await untilStatus(request, id, "failed");
  await page.goto("/executions?q=");
  await untilLoaded(page);
  const told = await listen(page);
  const filter = page.getByRole("combobox", { name: "Filter", exact: true });
  await filter.fill("no-such-thing");
  await page.keyboard.press("Enter");
  const said = (text: string) => page.getByRole("status").filter({ hasText: text });
  await expect(said("No executions with the filter no-such-thing")).toHaveCount(1);
  await page.getByRole("button", { name: "Clear filters" }).first().click();
  await page
    .getByRole("checkbox", { name: /^Select steady/ })
    .first()
    .click();
  await expect(said("1 selected, updates paused")).toHaveCount(1);
  expect((await told()).filter(({ text }) => text.startsWith("No executions"))).toHaveLength(1);
});
