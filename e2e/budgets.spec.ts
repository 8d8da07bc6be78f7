import { resolve } from "node:path";
import type { Page } from "@playwright/test";
import { mutate, query } from "./harness/curfew.ts";
import { everyPage } from "./harness/every-page.ts";
import { rowOf, startExecution } from "./harness/executions.ts";
import { expect, test } from "./harness/spec.ts";

/** Kilobytes of compressed JavaScript that a page may bring before anybody asks it for anything. */
const MOST = 250;
/** Its column of the overview's table, from 0. */
const WAITING = 4;
test("the first load of a page brings at most 250 kB of compressed JavaScript", async ({
  browser,
  page,
  request,
}) => {
  const signedIn = await page.context().storageState();
  const nobody = { cookies: [], origins: [] };
  const pages = { ...(await everyPage(request)), "sign-in": "/sign-in" };
  const measured: Record<string, number> = {};
  for (const [name, path] of Object.entries(pages)) {
    const context = await browser.newContext({ storageState: name === "sign-in" ? nobody : signedIn });
    measured[name] = await firstLoad(await context.newPage(), path);
    await context.close();
  }
  test.info().annotations.push({ type: "kB", description: JSON.stringify(measured) });
  expect(Object.entries(measured).filter(([, kilobytes]) => kilobytes > MOST)).toEqual([]);
});

test("a script is sent by Brotli to who takes it, and is the same for who does not", async ({
  page,
  request,
}) => {
  const scripts: string[] = [];
  page.on("request", (one) => one.resourceType() === "script" && scripts.push(one.url()));
  await page.goto("/executions");
  expect(scripts.length).toBeGreaterThan(5);
  for (const script of scripts) {
    const ask = (encoding: string) => request.get(script, { headers: { "accept-encoding": encoding } });
    const [plain, brotli] = [await ask("identity"), await ask("gzip, deflate, br")];
    expect([plain.headers()["content-encoding"], brotli.headers()["content-encoding"]]).toEqual([
      undefined,
      "br",
    ]);
    expect(brotli.headers()).toMatchObject({ "content-type": "application/javascript; charset=UTF-8" });
    for (const answer of [plain, brotli]) {
      expect(answer.headers()).toMatchObject({
        vary: expect.stringContaining("Accept-Encoding"),
        "cache-control": expect.stringContaining("immutable"),
      });
    }
    expect(await brotli.text()).toBe(await plain.text());
  }
});

/** Kilobytes of all scripts as they were sent, until nothing more comes by itself. */
async function firstLoad(page: Page, path: string): Promise<number> {
  await page.goto(path, { waitUntil: "load" });
  await expect(page.getByRole("main")).toBeVisible();
  const sent = () =>
    page.evaluate(async () => {
      for (let frame = 0; frame < 60; frame += 1) await new Promise(requestAnimationFrame);
      const all = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
      const scripts = all.filter(({ name }) => new URL(name).pathname.endsWith(".js"));
      return scripts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
    });
  let bytes = 0;
  await expect(async () => {
    const before = bytes;
    bytes = await sent();
    expect(bytes).toBe(before);
  }).toPass();
  expect(bytes, path).toBeGreaterThan(0);
  return Math.round(bytes / 1000);
}

test.describe("a crowd", () => {
  test.afterEach(({ request }) => mutate(request, "bulks.stopNow", { where: "service:crowd" }));

  test("200 rows that change move nothing: not the list wide or narrow, nor what is under a pointer, nor the overview", async ({
    page,
    request,
  }) => {
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
    const shifts = await watchShifts(page);
    // Each row has to have changed several times.
    const before = Number((await steps.first().textContent())?.split(" ")[1]);
    await expect(async () => {
      expect(Number((await steps.first().textContent())?.split(" ")[1])).toBeGreaterThan(before + 5);
    }).toPass();
    expect(await shifts()).toEqual([]);

    for (const [width, from] of [
      [1280, 0],
      [360, 2],
    ] as const) {
      await page.setViewportSize({ width, height: 1_100 });
      await page.mouse.move(0, 0);
      await page.mouse.move(width / 2, 500);
      await twoFrames(page);
      await shifts();
      const places = await rowPlaces(page);
      const [first, second] = Object.keys(places).slice(from);
      const row = (id = "") => rowOf(page, id);
      await mutate(request, "executions.terminate", { id: first });
      await mutate(request, "executions.terminate", { id: second });
      await Promise.all([start(), start()]);
      await expect(row(first).getByText("Terminated")).toBeVisible();
      await expect(row(second).getByText("Terminated")).toBeVisible();
      await expect(page.getByRole("button", { name: /\d new execution/ })).toBeVisible();
      expect(await shifts()).toEqual([]);
      expect(await rowPlaces(page)).toMatchObject(places);
    }

    await page.setViewportSize({ width: 1280, height: 740 });
    await page.goto("/");
    const load = page.getByRole("row").filter({ hasText: "crowd" });
    await expect(load).toContainText("200");
    await expect(page.locator(".animate-pulse")).toHaveCount(0);
    await expect(page.getByRole("banner").getByRole("status")).toHaveText("live");
    const moved = await watchShifts(page);
    await start();
    await expect(load.getByRole("cell").nth(WAITING)).toHaveText("1");
    expect(await moved()).toEqual([]);
  });
});

/** Starts to note what moves by itself on the page; what it returns gives what was noted since it was last called. */
async function watchShifts(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    interface Shift extends PerformanceEntry {
      value: number;
      hadRecentInput: boolean;
      sources: { node: Element | null }[];
    }
    const shifts: string[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const { value, sources, hadRecentInput } of list.getEntries() as Shift[]) {
        if (hadRecentInput) continue;
        const moved = sources.map(({ node }) =>
          (node?.outerHTML ?? `${node?.parentElement?.className}: ${node?.textContent}`).slice(0, 160),
        );
        shifts.push(`${value}: ${moved.join(" | ")}`);
      }
    }).observe({ type: "layout-shift", buffered: false });
  });
  return () => page.evaluate(() => (window as unknown as { shifts: string[] }).shifts.splice(0));
}

async function twoFrames(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  });
}

/** Where each row that can be seen whole stands: rows are placed by a transform, which counts as no shift. */
function rowPlaces(page: Page): Promise<Record<string, number>> {
  return page.evaluate(() => {
    const frame = document.querySelector("[role=table]")?.parentElement?.getBoundingClientRect();
    const links = [...document.querySelectorAll<HTMLElement>("[role=row] [data-execution]")];
    const places = links.map(
      (link) => [link.dataset.execution ?? "", link.getBoundingClientRect().top] as const,
    );
    return Object.fromEntries(
      places.filter(([, top]) => frame && top > frame.top + 40 && top < frame.bottom - 40),
    );
  });
}
