import type { ExecutionEventView } from "#server/domain/views.ts";
import { mutate, query, registerService } from "./harness/curfew.ts";
import { startExecution, untilAtWork, untilStatus } from "./harness/executions.ts";
import { pressUntil } from "./harness/keys.ts";
import { answerReads, readAgain } from "./harness/reads.ts";
import { expect, expectAccessible, keepScreenshot, test } from "./harness/spec.ts";
import { setVisibility } from "./harness/visibility.ts";

test.beforeAll(() => registerService("e2e/services/steady/curfew.json"));

test("the palette leads to pages, services and executions, and does what the page offers, without a mouse", async ({
  page,
  request,
}) => {
  const id = await startExecution(request, "steady", "steps");
  await untilAtWork(request, id);
  await page.goto("/services");
  await expect(page.getByRole("heading", { name: "Services" })).toBeVisible();
  const palette = page.getByRole("dialog", { name: "Go to or do" });
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.keyboard.press("Control+k");
    await expect(palette.getByRole("option", { name: /steady/ })).toBeVisible();
    await expectAccessible(page);
    await keepScreenshot(page, `palette-${colorScheme}`);
    await page.keyboard.press("Escape");
    await expect(palette).toBeHidden();
  }

  await page.setViewportSize({ width: 360, height: 740 });
  await page.keyboard.press("Control+k");
  await page.keyboard.type("no such thing");
  await expect(palette.getByText("Nothing is called so.")).toBeVisible();
  await expectAccessible(page);
  await keepScreenshot(page, "palette-360-none");
  await page.keyboard.press("Escape");
  await page.setViewportSize({ width: 1280, height: 800 });

  await page.keyboard.press("Control+k");
  await page.keyboard.type(id);
  await expect(palette.getByRole("option", { name: /In progress/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/executions/${id}`));

  await page.keyboard.press("Control+k");
  await page.keyboard.type("terminate");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: /^Stop steady/ });
  await expect(dialog.getByLabel("Reason")).toBeFocused();
  await page.keyboard.type("no hands on the mouse");
  await page.keyboard.press("Enter");
  await untilStatus(request, id, "terminated");
  await expect(page.getByText("“no hands on the mouse”").first()).toBeVisible();

  await page.goto("/services/steady");
  await expect(page.getByRole("button", { name: "Pause service" })).toBeVisible();
  for (const [typed, then] of [
    ["pause it", "Resume service"],
    ["resume it", "Pause service"],
  ] as const) {
    await pressUntil(page, "Control+k", palette.getByRole("combobox"));
    await page.keyboard.type(typed);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("button", { name: then })).toBeVisible();
  }
  await pressUntil(page, "Control+k", palette.getByRole("combobox"));
  await page.keyboard.type("drill");
  await expect(palette.getByRole("option", { name: "Run a termination drill…" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.goto("/runners");
  await expect(page.getByRole("button", { name: "Drain…" })).toBeVisible();
  const host = await page.getByRole("main").getByRole("heading", { level: 2 }).first().textContent();
  await pressUntil(page, "Control+k", palette.getByRole("combobox"));
  // A service of another spec may be called so, too, and names come first.
  await page.keyboard.type(`drain ${host}`);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: /^Drain / })).toBeVisible();
});

test("keys move along the list, open, extend, show the log, and are listed on one sheet", async ({
  page,
  request,
}) => {
  const older = await startExecution(request, "steady", "fail");
  await untilStatus(request, older, "failed");
  const id = await startExecution(request, "steady", "steps");
  await untilAtWork(request, id);
  await page.goto("/services");
  await pressUntil(page, "j", page.locator("a[data-row]:focus"));
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.keyboard.type("steady");
  await expect(page).toHaveURL(/q=steady$/);
  await page.getByRole("heading", { name: "Services" }).click();
  await pressUntil(page, "j", page.locator("a[data-row]:focus"));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/services\/steady$/);
  await page.keyboard.press("g");
  await page.keyboard.press("e");
  await expect(page.locator(`[data-execution="${id}"]`)).toBeVisible();
  await page.keyboard.press("j");
  await expect(page.locator("[data-execution]").first()).toBeFocused();
  await page.keyboard.press("j");
  await expect(page.locator(`[data-execution="${older}"]`)).toBeFocused();
  await page.keyboard.press("t");
  await expect(page.getByText(/is not stopped: it has ended already/)).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/executions/${older}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await pressUntil(page, "?", page.getByRole("dialog", { name: "Keyboard shortcuts" }));
  await expect(page.getByText("Previous execution of the list as it was left")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("k");
  await expect(page).toHaveURL(`/executions/${id}`);
  await page.goBack();
  await expect(page).toHaveURL(/\/executions$/);

  await page.goto(`/executions/${id}`);
  await pressUntil(page, "e", page.getByRole("dialog", { name: "Set the deadline" }));
  await page.keyboard.press("Escape");
  await page.keyboard.press("l");
  await expect(page.getByRole("tab", { name: "Logs" })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(sheet.getByText("Extend: set its deadline")).toBeVisible();
  await expectAccessible(page);
  await keepScreenshot(page, "shortcuts");
  await mutate(request, "executions.terminate", { id });
});

test("the focus stays where it is while the page changes under it", async ({ page, request }) => {
  const id = await startExecution(request, "steady", "steps");
  await untilAtWork(request, id);
  await page.goto(`/executions/${id}`);
  const terminate = page.getByRole("button", { name: "Terminate", exact: true });
  await terminate.focus();
  await expect(page.getByText("step 5 of 600").first()).toBeVisible();
  await expect(page.getByText("step 12 of 600").first()).toBeVisible();
  await expect(terminate).toBeFocused();
  // What had it can't be used any more: the heading has it.
  await mutate(request, "executions.terminate", { id });
  await untilStatus(request, id, "terminated");
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await expect(terminate).toBeHidden();

  // A stop that nobody could prove is not shown as one that was.
  const events = await query<ExecutionEventView[]>(request, "executions.events", { id });
  await answerReads(page, { "executions.events": events.filter(({ type }) => type !== "verified") });
  await readAgain(page);
  const stop = page.getByRole("region", { name: "Stop" });
  await expect(stop.getByText(/^Ended unverified: nobody could prove/)).toBeVisible();
  await keepScreenshot(page, "stop-unverified");
});

test("the focus goes on along the list when the row that has it leaves", async ({ page, request }) => {
  const labels = { focus: "goes-on" };
  const start = async () => {
    const call = { service: "steady", functionName: "steps", labels };
    return (await mutate<{ id: string }>(request, "executions.create", call)).id;
  };
  const oldest = await start();
  const older = await start();
  const newer = await start();
  for (const id of [oldest, older, newer]) await untilAtWork(request, id);
  await page.goto("/executions?q=label.focus=goes-on status:in-progress");
  const link = (id: string) => page.locator(`[data-execution="${id}"]`);
  const row = page.getByRole("row").filter({ has: link(newer) });
  await row.getByRole("button", { name: /^Terminate/ }).focus();
  await mutate(request, "executions.terminate", { id: newer });
  await expect(link(newer)).toBeHidden();
  await expect(link(older)).toBeFocused();
  await page.keyboard.press("j");
  await expect(link(oldest)).toBeFocused();
  await mutate(request, "bulks.stopNow", { where: "label.focus=goes-on" });
});

test("the tab says in its title and its icon what runs and what stops, also when nobody sees it", async ({
  page,
  request,
}) => {
  await page.goto("/services");
  const icon = page.locator('link[rel~="icon"]').first();
  const id = await startExecution(request, "steady", "steps", { pause: 5 });
  await expect(page).toHaveTitle(/running/);
  await expect(icon).toHaveAttribute("href", /circle/);
  await page.goto(`/executions/${id}`);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
  await expect(page).toHaveTitle(/running/);

  await setVisibility(page, "hidden");
  await mutate(request, "executions.terminate", { id, note: "out of sight" });
  await expect(page).toHaveTitle(/stopping/);
  await expect(icon).toHaveAttribute("href", /path/);
  // All else waits until it is seen.
  await expect(page.getByText("“out of sight”")).toHaveCount(0);
  await untilStatus(request, id, "terminated");
  await expect(page).not.toHaveTitle(/stopping/);
  await setVisibility(page, "visible");
  await expect(page.getByText("“out of sight”").first()).toBeVisible();
});
