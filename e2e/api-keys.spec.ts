import type { APIRequestContext, Page } from "@playwright/test";
import { expect, expectAccessible, keepScreenshot, test } from "./harness/spec.ts";

/** What the gateway says to whoever holds the key: by itself, without the page's cookies. */
async function statusWith(request: APIRequestContext, path: string, key: string): Promise<number> {
  const answer = await request.get(path, { headers: { authorization: `Bearer ${key}` } });
  return answer.status();
}

async function makeKey(page: Page, name: string): Promise<string> {
  await page.getByRole("button", { name: "New key" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByLabel("Good for").selectOption("30 days");
  await dialog.getByRole("button", { name: "Make key" }).click();
  return await dialog.getByLabel("Key", { exact: true }).inputValue();
}

test("a key is shown once, opens REST and the gateway, and opens nothing once it is revoked", async ({
  page,
  playwright,
  baseURL,
}) => {
  await page.goto("/api-keys");
  const key = await makeKey(page, "nightly");
  await expectAccessible(page);
  await keepScreenshot(page, "api-key-made");
  // A click beside the dialog does not lose it.
  await page.mouse.click(2, 2);
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.getByRole("button", { name: "I have kept it" }).click();
  await expect(page.getByText(key)).toHaveCount(0);
  const row = page.getByRole("row", { name: /nightly/ });
  await expect(row).toContainText("Good");

  const program = await playwright.request.newContext({ baseURL });
  for (const path of ["/api/v1/session", "/dataloop/api/v1/users/me"]) {
    expect(await statusWith(program, path, key)).toBe(200);
  }
  await row.getByRole("button", { name: "Revoke nightly" }).click();
  await expectAccessible(page);
  await page.getByRole("dialog").getByRole("button", { name: "Revoke key" }).click();
  await expect(row).toContainText("Revoked");
  for (const path of ["/api/v1/session", "/dataloop/api/v1/users/me"]) {
    expect(await statusWith(program, path, key)).toBe(401);
  }
  await program.dispose();
});

test.describe("what is refused", () => {
  test.use({ expectedErrors: /409 \(Conflict\)/ });

  test("a name that can't be is refused at its field, and so is one that is taken", async ({ page }) => {
    await page.goto("/api-keys");
    await page.getByRole("button", { name: "New key" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill("Über");
    await dialog.getByRole("button", { name: "Make key" }).click();
    await expect(dialog.getByText(/name must be 1 to 63 lower-case letters/)).toBeVisible();
    await dialog.getByLabel("Name").fill("cli");
    await dialog.getByRole("button", { name: "Make key" }).click();
    await expect(dialog.getByText("There is an API key cli already")).toBeVisible();
    await expectAccessible(page);
  });
});

test("the page is accessible, light and dark, wide and narrow", async ({ page }) => {
  for (const [scheme, width] of [
    ["light", 1280],
    ["dark", 360],
  ] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height: 740 });
    await page.goto("/api-keys");
    await expect(page.getByRole("row", { name: /cli/ })).toBeVisible();
    await expectAccessible(page);
    await keepScreenshot(page, `api-keys-${scheme}-${width}`);
    await page.getByRole("button", { name: "New key" }).click();
    await expectAccessible(page);
    await keepScreenshot(page, `api-keys-new-${scheme}-${width}`);
  }
});
