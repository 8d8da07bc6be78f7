import { expect, type Locator, type Page } from "@playwright/test";

/** Presses a key until it has shown what it shows: a page that was just drawn hears none before it has come alive. */
export async function pressUntil(page: Page, key: string, shown: Locator): Promise<void> {
  await expect(async () => {
    await page.keyboard.press(key);
    await expect(shown).toBeVisible({ timeout: 1_000 });
  }).toPass();
}
