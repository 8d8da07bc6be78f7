import type { APIRequestContext, Page } from "@playwright/test";
import { mutate, registerService } from "./harness/curfew.ts";
import { everyPage } from "./harness/every-page.ts";
import { startExecution, untilAtWork, untilStatus } from "./harness/executions.ts";
import { pressUntil } from "./harness/keys.ts";
import {
  expectNoSidewaysScroll,
  unreachableControls,
  unreachableFrames,
  untilLoaded,
} from "./harness/reach.ts";
import { expect, expectAccessible, keepScreenshot, test } from "./harness/spec.ts";

/** What a window of 1280 × 800 (or × 1024) becomes when its page is zoomed. */
const ZOOMS = [
  { name: "200", width: 640, height: 400, deviceScaleFactor: 2 },
  // WCAG 1.4.10: 320 CSS pixels wide, 256 high.
  { name: "400", width: 320, height: 256, deviceScaleFactor: 4 },
];

async function expectAllInReach(page: Page, name: string): Promise<void> {
  await expectNoSidewaysScroll(page, name);
  const body = page.locator("body");
  expect.soft(await unreachableFrames(body), `${name}: frames that no key reaches`).toEqual([]);
  expect.soft(await unreachableControls(body), `${name}: controls that are cut off or covered`).toEqual([]);
}

for (const { name: zoom, width, height, deviceScaleFactor } of ZOOMS) {
  test.describe(`at ${zoom} %`, () => {
    test.use({ viewport: { width, height }, deviceScaleFactor });

    test("every page fits the width of its window, and each control can be reached", async ({
      page,
      request,
    }) => {
      for (const [name, path] of Object.entries(await everyPage(request))) {
        await page.goto(path);
        await untilLoaded(page);
        await keepScreenshot(page, `zoom-${zoom}-${name}`);
        await expectAllInReach(page, name);
      }
    });

    test("every dialog fits its window, and its buttons can be reached", async ({ page, request }) => {
      const running = await prepare(request);
      for (const [name, open] of Object.entries(dialogsOf(page, running))) {
        const dialog = page.getByRole("dialog");
        await open();
        await expect(dialog.locator("[aria-busy=true], .animate-pulse")).toHaveCount(0);
        await expectInWindow(page, name);
        await keepScreenshot(page, `zoom-${zoom}-dialog-${name}`);
        expect.soft(await unreachableFrames(dialog), name).toEqual([]);
        expect.soft(await unreachableControls(dialog), `${name}: cut off or covered`).toEqual([]);
        await page.keyboard.press("Escape");
        await expect(dialog).toBeHidden();
      }
      await mutate(request, "executions.terminate", { id: running });
    });

    test.describe("signed out", () => {
      test.use({ storageState: { cookies: [], origins: [] } });

      test("the sign-in page fits, too", async ({ page }) => {
        await page.goto("/sign-in");
        await keepScreenshot(page, `zoom-${zoom}-sign-in`);
        await expectAllInReach(page, "sign-in");
        await expectAccessible(page);
      });
    });
  });
}

async function expectInWindow(page: Page, name: string): Promise<void> {
  const box = await page.getByRole("dialog").boundingBox();
  const size = page.viewportSize();
  if (!box || !size) throw new Error(`${name} has no box`);
  expect(Math.min(box.x, box.y), name).toBeGreaterThanOrEqual(0);
  expect(box.x + box.width, name).toBeLessThanOrEqual(size.width);
  expect(box.y + box.height, name).toBeLessThanOrEqual(size.height);
}

/** One that runs, of a service that has two revisions. */
async function prepare(request: APIRequestContext): Promise<string> {
  registerService("e2e/services/steady/curfew.json");
  const program = { runtime: "command", argv: ["true"], directory: "/", functions: { run: {} } };
  const name = "asked-about";
  await mutate(request, "services.delete", { name, force: true }).catch(() => null);
  await mutate(request, "services.create", { name, program });
  await mutate(request, "services.update", { name, policy: { executionTimeout: 60 } });
  const id = await startExecution(request, "steady", "steps", { count: 600, pause: 1 });
  await untilStatus(request, id, "in-progress");
  await untilAtWork(request, id);
  return id;
}

/** Each opens one dialog, from the page that it belongs to. */
function dialogsOf(page: Page, id: string): Record<string, () => Promise<void>> {
  const on = (path: string, ...clicks: [role: "button" | "menuitem", name: string | RegExp][]) => {
    return async () => {
      await page.goto(path);
      await untilLoaded(page);
      for (const [role, name] of clicks) {
        await page
          .getByRole(role, { name, exact: typeof name === "string" })
          .first()
          .click();
      }
      await expect(page.getByRole("dialog")).toBeVisible();
    };
  };
  const execution = `/executions/${id}`;
  return {
    terminate: on(execution, ["button", "Terminate"]),
    deadline: on(execution, ["button", "Set the deadline"]),
    labels: on(execution, ["button", "Edit labels"]),
    another: on(execution, ["button", "Start another"]),
    start: on("/executions", ["button", "Start execution"]),
    columns: on("/executions", ["button", "Columns"]),
    view: on("/executions", ["button", "Views"], ["menuitem", "Save as a view…"]),
    bulk: on("/executions", ["button", "All that fit"], ["menuitem", "Terminate…"]),
    drill: on("/services/steady", ["button", "Run a drill…"]),
    delete: on("/services/steady", ["button", "Actions"], ["menuitem", "Delete service…"]),
    "roll-back": on("/services/asked-about", ["button", "Roll back to revision 1"]),
    drain: on("/runners", ["button", "Drain…"]),
    webhook: on("/settings/webhooks", ["button", "New webhook"]),
    key: on("/settings/api-keys", ["button", "New key"]),
    keys: async () => {
      await page.goto("/runners");
      await pressUntil(page, "?", page.getByRole("dialog"));
    },
    palette: async () => {
      await page.goto("/runners");
      await pressUntil(page, "Control+k", page.getByRole("dialog"));
    },
  };
}
