import { readFileSync } from "node:fs";
import { join } from "node:path";
import { registerService } from "./harness/curfew.ts";
import { E2E_HOME, E2E_PORT } from "./harness/place.ts";
import { expect, expectAccessible, keepScreenshot, test } from "./harness/spec.ts";

test.beforeAll(() => registerService("e2e/services/steady/curfew.json"));

/** A program: it has no cookie. */
test.describe("a program with an API key", () => {
  test.use({ storageState: { cookies: [], origins: [] } });

  const headers = () => ({
    authorization: `Bearer ${readFileSync(join(E2E_HOME, "keys", "cli-token"), "utf8").trim()}`,
  });

  test("starts an execution, waits for its end and reads what it wrote", async ({ request }) => {
    const data = { service: "steady", functionName: "steps", input: { count: 2 } };
    const started = await request.post("/api/v1/executions", { headers: headers(), data });
    expect(started.status()).toBe(201);
    const path = started.headers().location ?? "";
    const ended = await request.get(`${path}/wait?timeout=60`, { headers: headers(), timeout: 70_000 });
    expect(await ended.json()).toMatchObject({ status: "success", serviceName: "steady" });
    const logs = await (await request.get(`${path}/logs?fromLine=0`, { headers: headers() })).json();
    expect(logs.lines.length).toBeGreaterThan(0);
  });

  test("is told that an empty id is no execution, and without its key that it needs one", async ({
    request,
  }) => {
    const empty = await request.get("/api/v1/executions/", { headers: headers(), maxRedirects: 0 });
    expect([empty.status(), empty.headers()["content-type"]]).toEqual([404, "application/problem+json"]);
    expect((await request.get("/api/v1/executions")).status()).toBe(401);
    expect((await request.get("/api/v1/openapi.json")).status()).toBe(200);
    expect((await request.delete("/api/v1/executions")).status()).toBe(405);
  });
});

test("a browser that is signed in needs no key", async ({ request }) => {
  expect((await request.get("/api/v1/session")).status()).toBe(200);
});

test("the reference page tells every operation, with nothing from elsewhere", async ({ page, baseURL }) => {
  const elsewhere: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(baseURL ?? "") && !/^(data|blob):/.test(request.url())) {
      elsewhere.push(request.url());
    }
  });
  for (const [colorScheme, width] of [
    ["light", 1280],
    ["dark", 360],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    await page.goto("/api/docs");
    await page.getByText("Start an execution", { exact: true }).click();
    await expect(page.getByRole("table", { name: "What executions.create takes" })).toBeVisible();
    await expectAccessible(page);
    await keepScreenshot(page, `reference-${colorScheme}-${width}`);
  }
  expect(elsewhere).toEqual([]);
});

test("a page's address may end in a slash", async ({ page }) => {
  await page.goto(`http://127.0.0.1:${E2E_PORT}/services/?q=1`);
  await expect(page).toHaveURL(/\/services\?q=1$/);
});
