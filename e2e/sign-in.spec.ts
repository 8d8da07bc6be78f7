import { newSignInLink } from "./harness/curfew.ts";
import { expect, expectAccessible, test } from "./harness/spec.ts";

test.use({ storageState: { cookies: [], origins: [] } });

test("nothing is readable without signing in", async ({ page, request }) => {
  for (const path of ["/", "/executions", "/services", "/runners"]) {
    await page.goto(path);
    await expect(page).toHaveURL(/\/sign-in/);
  }
  await expectAccessible(page);
  expect((await request.get("/api/trpc/executions.list?input=%7B%22json%22%3A%7B%7D%7D")).status()).toBe(401);
  expect((await request.get("/api/health")).ok()).toBe(true);
});

test("a sign-in link works once, and leads to the page that was asked for", async ({
  page,
  browser,
  baseURL,
}) => {
  const link = newSignInLink();
  await page.goto("/executions?q=status%3Afailed");
  await expect(page).toHaveURL(/\/sign-in$/);
  await page.goto(link);
  await expect(page).toHaveURL(/\/executions\?q=status%3Afailed$/);
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
  const stranger = await browser.newContext({ baseURL, storageState: { cookies: [], origins: [] } });
  const second = await stranger.newPage();
  await second.goto(link);
  await expect(second).toHaveURL(/\/sign-in/);
  await expect(second.getByRole("alert").first()).toBeVisible();
  await stranger.close();
});
