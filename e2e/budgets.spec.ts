import { resolve } from "node:path";
import { mutate, query, registerService } from "./harness/curfew.ts";
import { startExecution } from "./harness/executions.ts";
import { expect, test } from "./harness/spec.ts";

/** Compressed bytes of JavaScript that the first load of a page may bring. */
const MOST_SCRIPT = 250 * 1024;

test.beforeAll(() => registerService("e2e/services/steady/curfew.json"));

const PAGES = ["/", "/executions", "/services", "/runners", "/bulk", "/sign-in"];

test("the first load of any page brings at most 250 kB of compressed JavaScript", async ({
  browser,
  page,
}) => {
  const id = (await query<{ rows: { id: string }[] }>(page.request, "executions.list", {})).rows[0]?.id;
  const state = await page.context().storageState();
  for (const path of [...PAGES, "/services/steady", ...(id ? [`/executions/${id}`] : [])]) {
    const context = await browser.newContext({ storageState: state });
    const fresh = await context.newPage();
    const session = await context.newCDPSession(fresh);
    await session.send("Network.enable");
    const scripts = new Set<string>();
    let bytes = 0;
    session.on(
      "Network.responseReceived",
      ({ requestId, type }) => type === "Script" && scripts.add(requestId),
    );
    session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      if (scripts.has(requestId)) bytes += encodedDataLength;
    });
    await fresh.goto(path, { waitUntil: "load" });
    await expect(fresh.getByRole("main")).toBeVisible();
    expect(bytes, `${path} loads ${Math.round(bytes / 1024)} kB`).toBeLessThanOrEqual(MOST_SCRIPT);
    expect(bytes, path).toBeGreaterThan(0);
    await context.close();
  }
});

test("200 rows that change move nothing on the list", async ({ page, request }) => {
  const program = {
    runtime: "python",
    directory: resolve("e2e/services/steady"),
    entry: "service.py",
    functions: { steps: {} },
  };
  const placement = { isolation: "shared", concurrency: 200 };
  await mutate(request, "services.create", { name: "crowd", program, placement });
  const start = () => startExecution(request, "crowd", "steps", { count: 1_000, pause: 1 });
  for (let batch = 0; batch < 10; batch += 1) await Promise.all(Array.from({ length: 20 }, start));
  await expect(async () => {
    const counts = await query<Record<string, number>>(request, "executions.counts", {
      where: "service:crowd",
    });
    expect(counts["in-progress"]).toBe(200);
  }).toPass();
  await page.goto("/executions?q=service%3Acrowd");
  const steps = page.getByText(/^step \d+ of 1000$/);
  await expect(steps.first()).toBeVisible();
  await page.evaluate(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
    }).observe({ type: "layout-shift", buffered: false });
  });
  // Each row has to have changed several times.
  const before = Number((await steps.first().textContent())?.split(" ")[1]);
  await expect(async () => {
    expect(Number((await steps.first().textContent())?.split(" ")[1])).toBeGreaterThan(before + 5);
  }).toPass();
  expect(await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts)).toEqual([]);
  await mutate(request, "bulks.stopNow", { where: "service:crowd" });
});
