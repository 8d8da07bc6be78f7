import type { Locator, Page } from "@playwright/test";
import { mutate, registerService } from "./harness/curfew.ts";
import { everyPage } from "./harness/every-page.ts";
import { rowOf, startExecution, untilAtWork, untilStatus } from "./harness/executions.ts";
import { pressUntil } from "./harness/keys.ts";
import { listen } from "./harness/live-regions.ts";
import { untilLoaded } from "./harness/reach.ts";
import { expect, test } from "./harness/spec.ts";

test.beforeAll(() => registerService("e2e/services/steady/curfew.json"));

/** One line of Playwright's aria snapshot: `- heading "Services" [level=1]`. */
function linesOf(snapshot: string, role: string): string[] {
  return snapshot
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line.startsWith(`- ${role}`) && /^[ :]?$/.test(line.charAt(role.length + 2)));
}

async function expectOutline(page: Page, name: string): Promise<void> {
  const snapshot = await page.locator("body").ariaSnapshot();
  for (const landmark of ["main", "banner", 'navigation "Pages"', 'navigation "Breadcrumb"'])
    expect(linesOf(snapshot, landmark), `${name}: ${landmark}`).toHaveLength(1);
  const levels = linesOf(snapshot, "heading").map((line) => Number(line.match(/level=(\d)/)?.[1]));
  expect(
    levels.filter((level) => level === 1),
    `${name}: one heading of the page`,
  ).toHaveLength(1);
  const skipped = levels.filter((level, at) => level > (levels[at - 1] ?? 0) + 1);
  expect(skipped, `${name}: headings that skip a level`).toEqual([]);
  for (const role of ["table", "button", "link", "region", "progressbar", "img", "slider", "dialog"])
    expect(
      linesOf(snapshot, role).filter((line) => !line.includes(' "')),
      `${name}: each ${role} has a name`,
    ).toEqual([]);
}

test("every page has its landmarks, one title, headings in order, and names for tables and controls", async ({
  page,
  request,
}) => {
  for (const [name, path] of Object.entries(await everyPage(request))) {
    await page.goto(path);
    await untilLoaded(page);
    await expectOutline(page, name);
    await expect(page, name).toHaveTitle(/ – Curfew$/);
  }
});

test("a link tells where it has led", async ({ page }) => {
  await page.goto("/services");
  await untilLoaded(page);
  await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Runners" }).click();
  await expect(page).toHaveURL(/\/runners$/);
  await expect(page).toHaveTitle(/Runners – Curfew$/);
  // Next's own region, which it fills from the title.
  await expect(page.locator("next-route-announcer")).toHaveText(/Runners – Curfew$/);
});

test("a state is a word wherever it stands", async ({ page, request }) => {
  const failed = await startExecution(request, "steady", "fail");
  await untilStatus(request, failed, "failed");
  const running = await startExecution(request, "steady", "steps", { count: 600, pause: 1 });
  await untilAtWork(request, running);
  await page.goto("/executions?q=service:steady");
  const row = (id: string) => rowOf(page, id);
  await expect(row(running)).toMatchAriaSnapshot("- cell /In progress/");
  await expect(row(failed)).toMatchAriaSnapshot("- cell /Failed/");
  await page.goto("/services");
  await expect(page.getByRole("row", { name: /^steady/ })).toMatchAriaSnapshot("- cell /^Active/");
  await page.goto("/runners");
  await expect(page.getByRole("table", { name: /^Replicas of / }).first()).toMatchAriaSnapshot(
    "- cell /^ready/",
  );
  await page.goto("/settings/api-keys");
  await expect(page.getByRole("table", { name: "API keys" })).toMatchAriaSnapshot('- cell "Good"');
  await mutate(request, "executions.terminate", { id: running });
});

test("a dialog takes the focus, and gives it back to what opened it", async ({ page, request }) => {
  const id = await startExecution(request, "steady", "steps", { count: 600, pause: 1 });
  await untilAtWork(request, id);
  const dialog = page.getByRole("dialog");
  const expectReturn = async (opener: Locator, open: () => Promise<void>) => {
    await open();
    await expect(dialog).toBeVisible();
    expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
    await expect(opener).toBeFocused();
  };
  const byButton = async (name: string | RegExp) => {
    const button = page.getByRole("button", { name, exact: typeof name === "string" }).first();
    await expectReturn(button, () => button.click());
  };
  const byMenu = async (name: string, item: string) => {
    const button = page.getByRole("button", { name, exact: true });
    await expectReturn(button, async () => {
      await button.click();
      await page.getByRole("menuitem", { name: item }).click();
    });
  };

  await page.goto(`/executions/${id}`);
  await untilLoaded(page);
  for (const name of ["Terminate", "Set the deadline", "Edit labels", "Start another"]) await byButton(name);
  await byMenu("Account and look", "Keyboard shortcuts");
  const terminate = page.getByRole("button", { name: "Terminate", exact: true });
  await terminate.focus();
  await expectReturn(terminate, () => pressUntil(page, "Control+k", dialog));
  // From the palette into a dialog, and back past both.
  await expectReturn(terminate, async () => {
    await pressUntil(page, "Control+k", dialog);
    await page.keyboard.type("terminate");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog", { name: /^Stop steady/ })).toBeVisible();
  });

  await page.goto("/executions?q=service:steady");
  await untilLoaded(page);
  for (const name of ["Start execution", "Columns", /^Terminate steady/]) await byButton(name);
  await byMenu("Views", "Save as a view…");
  await byMenu("All that fit", "Label…");

  await page.goto("/services/steady");
  await untilLoaded(page);
  await byMenu("Actions", "Delete service…");
  await byButton("Run a drill…");

  await page.goto("/settings/api-keys");
  await untilLoaded(page);
  await byButton("New key");
  // One dialog follows another: the focus goes back to what opened the first.
  const newKey = page.getByRole("button", { name: "New key" });
  await expectReturn(newKey, async () => {
    await newKey.click();
    await dialog.getByLabel("Name").fill(`heard-${id.slice(-12)}`);
    await dialog.getByRole("button", { name: "Make key" }).click();
    await expect(dialog.getByLabel("Key", { exact: true })).toBeVisible();
  });
  await mutate(request, "executions.terminate", { id });
});

test.describe("faults", () => {
  test.use({ expectedErrors: /400 \(Bad Request\)/ });

  test("each fault belongs to its field, which says so, and is read out politely", async ({ page }) => {
    await page.goto("/services/steady");
    const settings = page.getByRole("form", { name: "Settings" });
    await settings.getByLabel("Execution timeout").fill("0");
    await expectTied(settings, 1);

    await page.goto("/new-service");
    const service = page.getByRole("form", { name: "New service" });
    await service.getByLabel("Name", { exact: true }).fill("Not A Name");
    await service.getByRole("button", { name: "Add a variable" }).click();
    await service.getByLabel("Name of variable 1").fill("1=2");
    const told = await listen(page);
    await service.getByRole("button", { name: "Create service" }).click();
    await expect(service.getByLabel("Name", { exact: true })).toBeFocused();
    await expectTied(service, 3);
    expect((await told()).filter(({ how }) => how === "assertive")).toEqual([]);

    await page.goto("/executions?q=");
    await page.getByRole("button", { name: "Start execution" }).click();
    const start = page.getByRole("dialog");
    await start.getByLabel("Service").selectOption("steady");
    await start.getByLabel("Function").selectOption("steps");
    await start.getByLabel("Steps").fill("0");
    await start.getByLabel("Priority").fill("much");
    await start.getByRole("button", { name: "Start execution" }).click();
    await expectTied(start, 2);
    await page.keyboard.press("Escape");
    await page.getByRole("combobox", { name: "Filter", exact: true }).fill("status:nonsense");
    await page.keyboard.press("Enter");
    await expectTied(page.getByRole("search"), 1);

    await page.goto("/settings/webhooks");
    await page.getByRole("button", { name: "New webhook" }).click();
    const webhook = page.getByRole("dialog");
    await webhook.getByLabel("Address").fill("nowhere");
    await webhook.getByLabel("execution.failed", { exact: true }).uncheck();
    await webhook.getByRole("button", { name: "Make webhook" }).click();
    await expectTied(webhook, 1);
  });
});

/** As many fields as `least` are said to be wrong, and each is described by what is wrong with it. */
async function expectTied(form: Locator, least: number): Promise<void> {
  const wrong = form.locator("[aria-invalid=true]");
  await expect.poll(() => wrong.count()).toBeGreaterThanOrEqual(least);
  const undescribed = await wrong.evaluateAll((fields) =>
    fields
      .filter((field) => {
        const ids = field.getAttribute("aria-describedby")?.split(" ") ?? [];
        return !ids.some((id) => document.getElementById(id)?.classList.contains("text-bad"));
      })
      .map((field) => field.outerHTML.slice(0, 160)),
  );
  expect(undescribed).toEqual([]);
  // And no fault stands there that no field is described by.
  const loose = await form
    .locator("p.text-bad")
    .evaluateAll((faults) =>
      faults
        .filter(({ id }) => !id || document.querySelector(`[aria-describedby~="${CSS.escape(id)}"]`) === null)
        .map(({ textContent }) => textContent),
    );
  expect(loose).toEqual([]);
}
