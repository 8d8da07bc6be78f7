import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { browserEnvironment } from "../bin/browser.mjs";
import type { CurfewUnderTest } from "./curfew-under-test.ts";
import type { Latency } from "./figures.ts";

const VIEWPORT = { width: 1280, height: 800 };
/** 30 frames a second, each with a whole screen of other rows. */
const SMOOTH = "p95 ≤ 33";
const TABLE = '[role="table"][aria-label="Executions"]';

/** Of the list in a real browser: how soon it can be used, and how evenly 10,000 rows scroll. */
export async function measureListPage(curfew: CurfewUnderTest, runs: number): Promise<Latency[]> {
  const browser = await openBrowser();
  try {
    const signedIn = await signIn(browser, curfew);
    const interactive: number[][] = [];
    for (let run = 0; run < runs; run += 1) interactive.push([await timeToInteractive(signedIn)]);
    const page = await signedIn.newPage();
    const frames = [await scrollFrames(page)];
    return [
      { name: "the list: navigation → a row can be used", runs: interactive, target: "≤ 1,000" },
      { name: "scrolling 10,000 loaded rows: between two frames", runs: frames, target: SMOOTH },
    ];
  } finally {
    await browser.close();
  }
}

export async function openBrowser(): Promise<Browser> {
  const { CHROMIUM_PATH: executablePath, ...env } = await browserEnvironment();
  const args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];
  return await chromium.launch({ executablePath, args, env: { ...process.env, ...env } });
}

/** A browser session of its own. */
export async function signIn(browser: Browser, curfew: CurfewUnderTest): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: VIEWPORT, baseURL: curfew.address.url });
  const page = await context.newPage();
  await page.goto(curfew.signInLink());
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in") && !url.pathname.startsWith("/api/"));
  await page.close();
  return context;
}

/** Milliseconds by the page's own clock until React listens to a row. */
async function timeToInteractive(context: BrowserContext): Promise<number> {
  const page = await context.newPage();
  await page.goto("/executions?q=", { waitUntil: "commit" });
  const handle = await page.waitForFunction(() => {
    const box = document.querySelector('[role="row"] [data-execution]');
    const listens = box && Object.keys(box).some((key) => key.startsWith("__reactProps"));
    return listens ? performance.now() : null;
  });
  const taken = await handle.jsonValue();
  await page.close();
  return taken ?? Number.NaN;
}

/** Milliseconds between two frames, while the list is scrolled from its top to its end in a few seconds. */
async function scrollFrames(page: Page): Promise<number[]> {
  await page.goto("/executions?q=");
  await page.waitForSelector("[data-execution]");
  await page.waitForFunction(
    (table) => {
      const frame = document.querySelector(table)?.parentElement;
      frame?.scrollTo({ top: frame.scrollHeight });
      return (frame?.scrollHeight ?? 0) > 10_000 * 36;
    },
    TABLE,
    { timeout: 300_000, polling: 100 },
  );
  return page.evaluate(async (table) => {
    const frame = document.querySelector(table)?.parentElement;
    if (!frame) return [];
    frame.scrollTo({ top: 0 });
    const times: number[] = [];
    const step = frame.scrollHeight / 300;
    let before = performance.now();
    for (let n = 0; n < 300; n += 1) {
      frame.scrollBy({ top: step });
      await new Promise(requestAnimationFrame);
      times.push(performance.now() - before);
      before = performance.now();
    }
    return times.slice(10);
  }, TABLE);
}
