import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, Page } from "@playwright/test";
import { createService } from "#server/services/create.ts";
import type { CurfewUnderTest } from "./curfew-under-test.ts";
import type { Latency } from "./figures.ts";
import { openBrowser, signIn } from "./list-page.ts";
import type { Settings } from "./settings.ts";

const TARGET = "max ≤ 250";
/** Who have a list open: one, and five whose browsers share this machine with the server. */
const CROWDS = [1, 5];
/** As most changes that an operator sees, each comes some time after the one before. */
const QUIET_MS = 1_000;
const SERVICE = "bench-push";

/**
 * Milliseconds from a call over HTTP until what it changes is in the open lists of people, each with a session of their own: a
 * new row, and then its end. One sample a change and list.
 */
export async function measurePush(curfew: CurfewUnderTest, settings: Settings): Promise<Latency[]> {
  const program = { runtime: "command" as const, argv: ["true"], directory: "/", functions: { run: {} } };
  // Nothing runs it: what is created waits, and ends by the call that terminates it.
  await createService(curfew.ctx, { name: SERVICE, program, placement: { replicas: 0 } });
  const browser = await openBrowser();
  try {
    const pages: Page[] = [];
    const measured: Latency[] = [];
    for (const people of CROWDS) {
      while (pages.length < people) pages.push(await openList(browser, curfew));
      measured.push(...(await measureCrowd(curfew, pages, settings)));
    }
    return measured;
  } finally {
    await browser.close();
  }
}

async function measureCrowd(curfew: CurfewUnderTest, pages: Page[], settings: Settings): Promise<Latency[]> {
  const lists = pages.length === 1 ? "an open list" : `${pages.length} open lists`;
  const rows: Latency = { name: `HTTP → a new row in ${lists}`, runs: [], target: TARGET };
  const ends: Latency = { name: `HTTP → its end in ${lists}`, runs: [], target: TARGET };
  await measureOne(curfew, pages);
  for (let run = 0; run < settings.runs; run += 1) {
    const changes: Awaited<ReturnType<typeof measureOne>>[] = [];
    for (let n = 0; n < settings.pushes; n += 1) changes.push(await measureOne(curfew, pages));
    rows.runs.push(changes.flatMap(({ appeared }) => appeared));
    ends.runs.push(changes.flatMap(({ ended }) => ended));
  }
  return [rows, ends];
}

async function openList(browser: Browser, curfew: CurfewUnderTest): Promise<Page> {
  const page = await (await signIn(browser, curfew)).newPage();
  await page.goto(`/executions?q=service%3A${SERVICE}`);
  await page.getByRole("status").filter({ hasText: "live" }).waitFor();
  return page;
}

async function measureOne({ client }: CurfewUnderTest, pages: Page[]) {
  await sleep(QUIET_MS);
  const rows = await watch(pages, "[data-execution]");
  const created = now();
  const { id } = await client.executions.start({ service: SERVICE });
  const appeared = (await rows()).map((at) => at - created);
  await sleep(QUIET_MS);
  const row = `[role="row"]:has([data-execution="${id}"])`;
  const states = await watch(pages, `${row} [data-state-name="terminated"]`);
  const asked = now();
  await client.executions.terminate(id);
  const ended = (await states()).map((at) => at - asked);
  return { appeared, ended };
}

/** By the clock that the pages go by, too. */
function now(): number {
  return performance.timeOrigin + performance.now();
}

/** Watches each page; what it returns tells when each first held what it did not hold before. */
async function watch(pages: Page[], selector: string): Promise<() => Promise<number[]>> {
  await Promise.all(pages.map((page) => page.evaluate(noteFirst, selector)));
  return () => Promise.all(pages.map((page) => page.evaluate(() => (window as unknown as Noted).firstShown)));
}

interface Noted {
  firstShown: Promise<number>;
}

function noteFirst(wanted: string): void {
  const known = new Set(document.querySelectorAll(wanted));
  const firstShown = new Promise<number>((resolve) => {
    const observer = new MutationObserver(() => {
      if (![...document.querySelectorAll(wanted)].some((one) => !known.has(one))) return;
      observer.disconnect();
      resolve(performance.timeOrigin + performance.now());
    });
    observer.observe(document.body, { childList: true, subtree: true, attributes: true });
  });
  Object.assign(window, { firstShown });
}
