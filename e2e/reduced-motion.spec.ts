import type { Page } from "@playwright/test";
import { mutate, registerService } from "./harness/curfew.ts";
import { startExecution, untilAtWork } from "./harness/executions.ts";
import { pressUntil } from "./harness/keys.ts";
import { untilLoaded } from "./harness/reach.ts";
import { expect, test } from "./harness/spec.ts";

test.beforeAll(() => registerService("e2e/services/steady/curfew.json"));

/** No eye sees less as a movement. */
const SEEN_MS = 10;

/** Every animation and transition that any page of the tab begins, by its name and its milliseconds. */
async function watchMotion(page: Page): Promise<() => Promise<{ name: string; ms: number }[]>> {
  await page.addInitScript(() => {
    const seen = new Set<Animation>();
    const moved: { name: string; ms: number }[] = [];
    Object.assign(window, { moved });
    const look = () => {
      for (const animation of document.getAnimations()) {
        if (seen.has(animation)) continue;
        seen.add(animation);
        const { duration, iterations } = animation.effect?.getComputedTiming() ?? {};
        const name =
          animation instanceof CSSAnimation
            ? animation.animationName
            : animation instanceof CSSTransition
              ? animation.transitionProperty
              : "by script";
        const target = animation.effect instanceof KeyframeEffect ? animation.effect.target : null;
        moved.push({ name: `${name} of ${target?.tagName}`, ms: Number(duration) * Number(iterations) });
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  return () => page.evaluate(() => (window as unknown as { moved: { name: string; ms: number }[] }).moved);
}

test("with reduced motion nothing moves: not while things run, open, load or are told", async ({
  page,
  request,
}) => {
  const id = await startExecution(request, "steady", "steps", { count: 600, pause: 0.2 });
  await untilAtWork(request, id);
  const moved = await watchMotion(page);
  const kept: { name: string; ms: number }[] = [];
  const walk = async () => {
    for (const step of [() => onTheList(page), () => onItsPage(page, id), () => elsewhere(page)]) {
      await step();
      kept.push(...(await moved()));
    }
    return kept.splice(0).filter(({ ms }) => ms > SEEN_MS);
  };
  // What is looked at does move otherwise, briefly, but for what waits.
  await page.emulateMedia({ reducedMotion: "no-preference" });
  expect((await walk()).length).toBeGreaterThan(5);
  await page.emulateMedia({ reducedMotion: "reduce" });
  expect(await walk()).toEqual([]);
  await mutate(request, "executions.terminate", { id });
});

async function onTheList(page: Page): Promise<void> {
  await page.goto("/executions?q=service:steady");
  await untilLoaded(page);
  // Beats of what breathes, and progress that moves.
  await expect(page.locator("html[data-breath=out]")).toBeAttached();
  await expect(page.locator("html[data-breath=in]")).toBeAttached();
  await pressUntil(page, "Control+k", page.getByRole("dialog"));
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Views" }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Columns", exact: true }).hover();
  await expect(page.getByRole("tooltip")).toBeAttached();
}

async function onItsPage(page: Page, id: string): Promise<void> {
  await page.goto(`/executions/${id}`);
  await untilLoaded(page);
  await page.getByRole("button", { name: "Copy as" }).click();
  // Its toast comes whether the browser lets it be copied or not.
  await page.getByRole("menuitem").first().click();
  await expect(page.locator("[data-sonner-toast]").first()).toBeVisible();
  await page.getByRole("button", { name: "Terminate", exact: true }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
}

/** Where something loads while one looks. */
async function elsewhere(page: Page): Promise<void> {
  await page.goto("/services/steady");
  await untilLoaded(page);
  await page.getByRole("button", { name: "7 days" }).click();
  await page.getByRole("button", { name: "Run a drill…" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
}
