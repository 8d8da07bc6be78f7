import type { AttemptSamples } from "#server/domain/sample-views.ts";
import type { ExecutionEventView } from "#server/domain/views.ts";
import { query, registerService } from "./harness/curfew.ts";
import { startExecution, untilStatus } from "./harness/executions.ts";
import { pressUntil } from "./harness/keys.ts";
import { answerReads, readAgain } from "./harness/reads.ts";
import { expect, expectAccessible, keepScreenshot, test } from "./harness/spec.ts";

test.beforeAll(() => registerService("e2e/services/steady/curfew.json"));

test("what an execution reports and uses is drawn over its time while it runs", async ({ page, request }) => {
  const id = await startExecution(request, "steady", "learn", { epochs: 30, pause: 0.4 });
  await page.goto(`/executions/${id}?tab=metrics`);
  const loss = page.getByRole("slider", { name: "loss" });
  await expect(loss).toBeVisible();
  await expect(page.getByRole("slider", { name: "Memory" })).toHaveAttribute(
    "aria-valuetext",
    /^[\d.]+ MiB at /,
  );
  await expect(page.getByRole("slider", { name: "Progress" })).toBeVisible();
  await expect(page.getByRole("slider", { name: "Processor" })).toBeVisible();
  await untilStatus(request, id, "success");
  await expect(page.getByRole("slider", { name: "Progress" })).toHaveAttribute(
    "aria-valuetext",
    /^100 % at /,
  );
  for (const theme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await expectAccessible(page);
    await keepScreenshot(page, `metrics-${theme}`);
  }
});

test("charts are read with the keyboard, and as a table", async ({ page, request }) => {
  const id = await startExecution(request, "steady", "learn", { epochs: 8, pause: 0.3 });
  await untilStatus(request, id, "success");
  await page.goto(`/executions/${id}`);
  const loss = page.getByRole("slider", { name: "loss" });
  await pressUntil(page, "m", loss);
  await loss.focus();
  await page.keyboard.press("Home");
  await expect(loss).toHaveAttribute("aria-valuetext", /^2\.5 at /);
  await page.keyboard.press("ArrowRight");
  await expect(loss).toHaveAttribute("aria-valuetext", /^2\.1\d+ at /);
  await page.getByRole("button", { name: "Show as table" }).click();
  const table = page.getByRole("region", { name: "Metrics" });
  await expect(table.getByRole("columnheader", { name: "learning rate" })).toBeVisible();
  await expect(table.getByRole("cell", { name: "2.5", exact: true })).toBeVisible();
  await expectAccessible(page);
  const download = page.getByRole("link", { name: "Download CSV" });
  const csv = await request.get((await download.getAttribute("href")) ?? "");
  expect(await csv.text()).toMatch(/^attempt,time,seconds,progress_percent,metric\.loss,.+\r\n1,/);

  await page.getByRole("button", { name: "Show as charts" }).click();
  await page.getByLabel("Draw what it reported over").selectOption("Over progress");
  await page.getByRole("button", { name: "Log scale" }).click();
  await loss.focus();
  await page.keyboard.press("Home");
  await expect(loss).toHaveAttribute("aria-valuetext", "2.5 at 12.5 %");
  await expectAccessible(page);
  await keepScreenshot(page, "metrics-over-progress");
});

test("of many attempts the last are drawn, with a stop and its withdrawal, and a slow run is called slow", async ({
  page,
  request,
}) => {
  const id = await startExecution(request, "steady", "learn", { epochs: 8, pause: 0.3 });
  const { attempts } = await untilStatus(request, id, "success");
  const [only] = await query<AttemptSamples[]>(request, "executions.samples", { id });
  const events = await query<ExecutionEventView[]>(request, "executions.events", { id });
  const started = only?.startedAt.getTime() ?? 0;
  const after = (seconds: number) => new Date(started + 1_000 * seconds);
  const moved = ({ at }: { at: Date }, seconds: number) => new Date(at.getTime() + 1_000 * seconds);
  const samples = Array.from({ length: 2 }, (_, n) => ({
    ...only,
    attempt: n + 2,
    startedAt: after(10 * n),
    endedAt: after(10 * n + 5),
    usage: only?.usage.map((point) => ({ ...point, at: moved(point, 10 * n) })),
    progress: only?.progress.map((point) => ({ ...point, at: moved(point, 10 * n) })),
  }));
  const event = (type: string, seconds: number, data = {}) => ({
    ...events.at(-1),
    id: 1_000_000 + seconds,
    type,
    at: after(seconds),
    data,
  });
  const more = [
    event("state_saved", 1),
    event("state_saved", 2),
    event("stop_requested", 3, { reason: "terminated" }),
    event("order_answered", 4, { kind: "withdraw", refusal: null }),
  ];
  const execution = await query<object>(request, "executions.get", { id });
  await page.goto(`/executions/${id}?tab=metrics`);
  await expect(page.getByRole("slider", { name: "loss" })).toBeVisible();
  await answerReads(page, {
    "executions.get": { ...execution, attempts: [1, 2, 3].map((attempt) => ({ ...attempts[0], attempt })) },
    "executions.samples": samples,
    "executions.events": [...events, ...more],
    "executions.durations": { functionName: "learn", runs: [], p50Ms: 1_000, p95Ms: 1_500 },
  });
  await readAgain(page);
  await expect(page.getByText("15.0 s from the start of attempt 2, the last 2 of 3 attempts")).toBeVisible();
  const marked = page.getByRole("list", { name: "Marked in the charts" });
  for (const words of [
    "State saved, 2 times · 1.0 s to 2.0 s",
    "Stop requested · 3.0 s",
    "The stop was withdrawn: it goes on · 4.0 s",
  ])
    await expect(marked.getByText(words)).toBeVisible();
  await expect(page.getByText(/^Slow: it ran /)).toBeVisible();
  await keepScreenshot(page, "metrics-attempts");
  await page.getByRole("tab", { name: "Timeline" }).click();
  await expect(page.getByText(/^State saved, 2 times, until \+ /)).toBeVisible();
  const marks = page.getByRole("slider", { name: "Marks of attempt 1" });
  await marks.focus();
  await page.keyboard.press("End");
  await expect(marks).toHaveAttribute("aria-valuetext", /^The stop was withdrawn: it goes on, after /);
  await expectAccessible(page);
  await keepScreenshot(page, "timeline-marks");
});

test("an execution that was over before anything was measured says so", async ({ page, request }) => {
  const id = await startExecution(request, "steady", "fail");
  await untilStatus(request, id, "failed");
  await page.goto(`/executions/${id}?tab=metrics`);
  await expect(page.getByText("It ended before anything was measured")).toBeVisible();
});

test("charts fit a narrow screen", async ({ page, request }) => {
  await page.setViewportSize({ width: 360, height: 800 });
  const id = await startExecution(request, "steady", "learn", { epochs: 4, pause: 0.3 });
  await untilStatus(request, id, "success");
  await page.goto(`/executions/${id}?tab=metrics`);
  await expect(page.getByRole("slider", { name: "loss" })).toBeVisible();
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(360);
  await keepScreenshot(page, "metrics-360");
});
