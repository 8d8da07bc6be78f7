import type { APIRequestContext, Page } from "@playwright/test";
import type { ExecutionPage, Histogram, ListCounts } from "#server/domain/list-views.ts";
import type { History, Situation } from "#server/domain/overview.ts";
import { mutate } from "./harness/curfew.ts";
import { everyPage } from "./harness/every-page.ts";
import { startExecution } from "./harness/executions.ts";
import { expectNoSidewaysScroll, untilLoaded } from "./harness/reach.ts";
import { answerReads, failReads, readAgain, readAnew } from "./harness/reads.ts";
import { expect, expectAccessible, keepScreenshot, test } from "./harness/spec.ts";

/** Both looks and both widths, in as few pictures as show each. */
const LOOKS = [
  { colorScheme: "light", width: 1280, height: 800 },
  { colorScheme: "dark", width: 360, height: 740 },
] as const;

type Look = (typeof LOOKS)[number];

async function put(page: Page, { colorScheme, ...size }: Look): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize(size);
}

async function keep(page: Page, name: string, { colorScheme, width }: Look): Promise<void> {
  await expectNoSidewaysScroll(page, name);
  await expectAccessible(page);
  await keepScreenshot(page, `${name}-${colorScheme}-${width}`);
}

/** Pages that show what they have read, with what they call it. */
const READ: Record<string, RegExp> = {
  overview: /^The overview could not be loaded/,
  executions: /^The executions could not be loaded/,
  execution: /^The execution .+ could not be loaded/,
  services: /^The services could not be loaded/,
  service: /^The service steady could not be loaded/,
  runners: /^The runners could not be loaded/,
  audit: /^The audit could not be loaded/,
  settings: /^The reasons could not be loaded/,
  webhooks: /^The webhooks could not be loaded/,
  webhook: /^The webhook could not be loaded/,
  "api-keys": /^The keys could not be loaded/,
  bulks: /^The bulks could not be loaded/,
  bulk: /^The bulk could not be loaded/,
};

test.describe("what could not be read", () => {
  test.use({ expectedErrors: /500 \(Internal Server Error\)/ });

  test("what was read last stays and says how old it is; what never was says so in its place, and then comes by itself", async ({
    context,
    request,
  }) => {
    const pages = await everyPage(request);
    const names = Object.keys(READ);
    // Each waits for tries that come ever later: five wait together.
    for (let first = 0; first < names.length; first += 5) {
      await Promise.all(
        names.slice(first, first + 5).map(async (name) => {
          const page = await context.newPage();
          await failAndHeal(page, name, pages[name] ?? "");
          await page.close();
        }),
      );
    }
  });
});

async function failAndHeal(page: Page, name: string, path: string): Promise<void> {
  const words = READ[name] as RegExp;
  await page.goto(path);
  await untilLoaded(page);
  await failReads(page);
  if (name !== "settings") {
    await readAgain(page);
    await expect(page.getByText(/^What you see is from/).first()).toBeVisible();
    await keepEachLook(page, `old-${name}`);
  }
  await readAnew(page);
  await expect(page.getByRole("alert").filter({ hasText: words })).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 }), name).toHaveCount(1);
  await keepEachLook(page, `failed-${name}`);
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await expect(page.getByText(words)).toBeHidden();
}

async function keepEachLook(page: Page, name: string): Promise<void> {
  for (const look of LOOKS) {
    await put(page, look);
    await keep(page, name, look);
  }
}

const NOBODY: ListCounts = {
  created: 0,
  "in-progress": 0,
  stopping: 0,
  success: 0,
  failed: 0,
  terminated: 0,
  atLeast: [],
};
const NOTHING: {
  list: ExecutionPage;
  histogram: Histogram;
  situation: Situation;
  history: History;
} = {
  list: { rows: [], nextCursor: null, searchedTo: null },
  histogram: { from: new Date(0), to: new Date(0), bars: [] },
  situation: {
    running: 0,
    stopping: 0,
    waiting: 0,
    moreWait: false,
    attention: { lost: 0, stopping: 0, overdue: 0, stalled: 0, slow: 0, "near-deadline": 0 },
    rows: [],
    notices: [],
    moreNotices: false,
    services: [],
    runners: { active: 0, lost: 0 },
    complete: true,
  },
  history: {
    from: new Date(0),
    hours: Array.from({ length: 24 }, (_, hour) => ({
      from: new Date(hour * 3_600_000),
      success: 0,
      failed: 0,
      timeout: 0,
      terminated: 0,
    })),
    waste: [],
  },
};

test("what was never used says what it is for, and how to begin", async ({ page }) => {
  const pages: Record<string, [path: string, words: RegExp, answers: Record<string, unknown>]> = {
    overview: [
      "/",
      /^No service has a ready replica/,
      { "overview.situation": NOTHING.situation, "overview.history": NOTHING.history },
    ],
    executions: [
      "/executions?q=",
      /^Nothing has been run yet/,
      {
        "executions.list": NOTHING.list,
        "executions.counts": NOBODY,
        "executions.histogram": NOTHING.histogram,
      },
    ],
    services: ["/services", /^No service is registered/, { "services.list": [] }],
    runners: ["/runners", /^No runner is here/, { "runners.list": [] }],
    audit: ["/audit", /^Nobody has changed anything yet/, { "audit.list": { rows: [], nextCursor: null } }],
    webhooks: ["/settings/webhooks", /^Nobody is told what happens yet/, { "webhooks.list": [] }],
    "api-keys": ["/settings/api-keys", /^No program has a key yet/, { "apiKeys.list": [] }],
    bulks: ["/bulk", /^Nothing was done to many executions yet/, { "bulks.list": [] }],
  };
  for (const look of LOOKS) {
    await put(page, look);
    for (const [name, [path, words, answers]] of Object.entries(pages)) {
      await page.goto(path);
      await untilLoaded(page);
      await answerReads(page, answers);
      await readAnew(page);
      await expect(page.getByText(words).first()).toBeVisible();
      await keep(page, `never-used-${name}`, look);
      await page.unrouteAll({ behavior: "ignoreErrors" });
    }
  }
});

test("what nothing fits names the filter and clears it", async ({ page, request }) => {
  const { execution = "" } = await everyPage(request);
  for (const look of LOOKS) {
    await put(page, look);
    for (const [name, path] of Object.entries({
      executions: "/executions?q=service:steady no-such-thing",
      services: "/services?q=no-such-thing",
      audit: "/audit?actor=nobody&action=service.register&within=hour",
    })) {
      await page.goto(path);
      await untilLoaded(page);
      await expect(page.getByText(/^No .+ match these filters|^No .+ match this filter/)).toBeVisible();
      await keep(page, `none-found-${name}`, look);
      await page.getByRole("main").getByRole("button", { name: "Clear filters" }).last().click();
      await expect(page.getByText(/^No .+ match/)).toBeHidden();
    }
    await page.goto(execution.replace("timeline", "logs"));
    await untilLoaded(page);
    await page.getByRole("searchbox", { name: "Search the log" }).fill("no-such-thing");
    await page.getByRole("button", { name: "Only these" }).click();
    await expect(page.getByText("No line like this was found.")).toBeVisible();
    await keep(page, "none-found-log", look);
  }
});

/** A service that takes nothing, with an execution that waits. */
async function waiting(request: APIRequestContext): Promise<string> {
  const program = { runtime: "command", argv: ["true"], directory: "/", functions: { run: {} } };
  await mutate(request, "services.create", { name: "brand-new", program });
  await mutate(request, "services.pause", { name: "brand-new" });
  return await startExecution(request, "brand-new", "run");
}

test("what is new says of each of its parts what will stand there", async ({ page, request }) => {
  const id = await waiting(request);
  for (const look of LOOKS) {
    await put(page, look);
    for (const [tab, words] of Object.entries({
      timeline: "No attempt has started.",
      logs: "No attempt has started, so there is no log.",
      metrics: "No attempt has started, so nothing was measured.",
      autopsy: "It was not killed, so there is no autopsy.",
      values: "There is none until it ends.",
    })) {
      await page.goto(`/executions/${id}?tab=${tab}`);
      await untilLoaded(page);
      await expect(page.getByText(words)).toBeVisible();
      await keep(page, `new-execution-${tab}`, look);
    }
  }
  await mutate(request, "executions.terminate", { id });
  for (const look of LOOKS) {
    await put(page, look);
    await page.goto("/services/brand-new");
    await untilLoaded(page);
    await keep(page, "new-service-page", look);
    await page.getByText("Termination drills").first().scrollIntoViewIfNeeded();
    await keep(page, "new-service-page-lower", look);
  }
  await mutate(request, "services.delete", { name: "brand-new", force: true });
});
