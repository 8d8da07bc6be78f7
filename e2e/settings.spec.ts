import type { Page } from "@playwright/test";
import type { ServiceDetail } from "#server/domain/views.ts";
import { query, registerService } from "./harness/curfew.ts";
import { expect, expectAccessible, keepScreenshot, test } from "./harness/spec.ts";

test.beforeAll(() => registerService("e2e/services/steady/curfew.json"));

test("the settings form refuses what is no natural number, at the field, and saves nothing", async ({
  page,
  request,
}) => {
  const before = await query<ServiceDetail>(request, "services.get", { name: "steady" });
  await page.goto("/services/steady");
  const form = page.getByRole("form", { name: "Settings" });
  const timeout = form.getByLabel("Execution timeout");
  for (const bad of ["0", "-1", "1.5", "abc", ""]) {
    await timeout.fill(bad);
    await timeout.blur();
    await expect(timeout).toHaveAttribute("aria-invalid", "true");
    await expect(form.getByText(/must be a whole number of seconds from 1 to/).first()).toBeVisible();
    await form.getByRole("button", { name: /^Save revision/ }).click();
  }
  await expectAccessible(page);
  await keepScreenshot(page, "settings-bad-input");
  expect((await query<ServiceDetail>(request, "services.get", { name: "steady" })).revision).toBe(
    before.revision,
  );
});

test("a readable duration stands beside the seconds, and a saved change makes a revision", async ({
  page,
  request,
}) => {
  const before = await query<ServiceDetail>(request, "services.get", { name: "steady" });
  await page.goto("/runners");
  // By keys, so that the page is alive: a link that is clicked before would load a new document.
  await expect(async () => {
    await page.keyboard.press("g");
    await page.keyboard.press("s");
    await expect(page.getByRole("heading", { name: "Services" })).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await page.getByRole("link", { name: "steady", exact: true }).click();
  const form = page.getByRole("form", { name: "Settings" });
  await expect(form.getByLabel("Execution timeout")).toBeEnabled();
  // What checks the fields has not come yet when the page is left for the first time.
  const release = await holdScripts(page);
  await form.getByLabel("Execution timeout").fill("5400");
  await expect(form.getByText("1 h 30 min")).toBeVisible();
  const question = page.getByRole("dialog", { name: "Leave without saving?" });
  const stay = async () => {
    await question.getByRole("button", { name: "Stay" }).click();
    await expect(question).toBeHidden();
    await expect(form.getByLabel("Execution timeout")).toHaveValue("5400");
  };
  await form.getByLabel("Execution timeout").blur();
  await page.keyboard.press("g");
  await page.keyboard.press("e");
  await stay();
  release();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("runners");
  await page.keyboard.press("Enter");
  await stay();
  await page.evaluate(() => window.history.back());
  await stay();
  await form.getByRole("button", { name: "Discard" }).click();
  await form.getByLabel("Grace period").fill(String(before.policy.gracePeriod + 1));
  await form.getByRole("button", { name: `Save revision ${before.revision + 1}` }).click();
  await expect(page.getByText(`Saved revision ${before.revision + 1}`).first()).toBeVisible();
  const after = await query<ServiceDetail>(request, "services.get", { name: "steady" });
  expect(after.revision).toBe(before.revision + 1);
  expect(after.policy.gracePeriod).toBe(before.policy.gracePeriod + 1);
});

/** Scripts that are asked for from now on wait until the returned function is called. */
async function holdScripts(page: Page): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/_next/static/**/*.js", async (route) => {
    await released;
    await route.continue();
  });
  return release;
}
