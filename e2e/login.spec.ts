import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, createServer as createSocketServer, type Server } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { APIRequestContext } from "@playwright/test";
import { pythonEnvironment } from "../bin/testing/python-environment.mjs";
import { E2E_FOLDER } from "./harness/place.ts";
import { expect, expectAccessible, keepScreenshot, test } from "./harness/spec.ts";

const ROOT = join(import.meta.dirname, "..");

async function portOf(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

async function statusWith(request: APIRequestContext, key: string): Promise<number> {
  const answer = await request.get("/dataloop/api/v1/users/me", {
    headers: { authorization: `Bearer ${key}` },
  });
  return answer.status();
}

test("a program on this computer gets a key once its user says so, and nobody else does", async ({
  page,
  playwright,
  baseURL,
}) => {
  const asked: URL[] = [];
  const receiver = createServer((incoming, answer) => {
    asked.push(new URL(incoming.url ?? "", "http://localhost"));
    answer.setHeader("content-type", "text/html");
    answer.end("<!doctype html><html lang=en><title>in</title><link rel=icon href=data:,><p>Logged in");
  });
  const callback = `http://localhost:${await portOf(receiver)}`;
  for (const [scheme, width] of [
    ["light", 1280],
    ["dark", 360],
  ] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height: 740 });
    await page.goto("/login?callback=http://example.org:3001");
    await expect(page.getByRole("heading", { name: "No program asks for a key." })).toBeVisible();
    await expectAccessible(page);
    await keepScreenshot(page, `login-refused-${scheme}-${width}`);
    await page.goto(`/login?callback=${callback}`);
    await expect(page.getByRole("heading", { name: "A program asks for a key" })).toBeVisible();
    await expectAccessible(page);
    await keepScreenshot(page, `login-${scheme}-${width}`);
  }
  expect(asked).toEqual([]);
  const button = page.getByRole("button", { name: "Give it a key" });
  await page.getByLabel("Name of the key").fill("by-login");
  await button.click();
  await expect(page.getByText("Logged in")).toBeVisible();
  receiver.close();
  const [first] = asked;
  const key = first?.searchParams.get("id_token") ?? "";
  expect(first?.searchParams.get("refresh_token")).toBe(key);
  const program = await playwright.request.newContext({ baseURL });
  expect(await statusWith(program, key)).toBe(200);
  await program.dispose();
});

test.describe("a name", () => {
  test.use({ expectedErrors: /400 \(Bad Request\)/ });

  test("that can't be is refused at its field", async ({ page }) => {
    await page.goto("/login?callback=http://localhost:3001");
    await page.getByLabel("Name of the key").fill("Über");
    await page.getByRole("button", { name: "Give it a key" }).click();
    await expect(page.getByText(/name must be 1 to 63 lower-case letters/)).toBeVisible();
    await expectAccessible(page);
  });
});

const CLIENT = `
import sys, webbrowser
webbrowser.open = lambda url, **_: print(url, flush=True)
import dtlpy as dl
origin, port = sys.argv[1], int(sys.argv[2])
base = origin + "/dataloop/api/v1"
dl.add_environment(environment=base, alias="curfew", gate_url=origin, url=origin + "/", verify_ssl=False)
dl.setenv(base)
dl.client_api.login(callback_port=port)
print(dl.info()["user_email"], len(list(dl.services.list().all())) > 0, flush=True)
`;

test("Dataloop's own client signs in by the page", async ({ page, baseURL }) => {
  test.skip(Boolean(process.env.CURFEW_TEST_WITHOUT_DTLPY), "left out by CURFEW_TEST_WITHOUT_DTLPY");
  test.setTimeout(600_000);
  const requirements = join(ROOT, "e2e", "dataloop", "requirements.txt");
  const python = await pythonEnvironment(
    "dtlpy",
    requirements,
    "CURFEW_TEST_WITHOUT_DTLPY=1 leaves this out.",
  );
  const socket = createSocketServer();
  const port = await portOf(socket);
  socket.close();
  const client = spawn(python as string, ["-c", CLIENT, baseURL as string, String(port)], {
    env: { ...process.env, DATALOOP_PATH: join(E2E_FOLDER, "dataloop") },
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const lines = createInterface(client.stdout)[Symbol.asyncIterator]();
    const url = await lineWhere(lines, (line) => line.startsWith("http"));
    expect(url).toContain(`/login?callback=http://localhost:${port}`);
    await page.goto(url);
    await page.getByRole("button", { name: "Give it a key" }).click();
    expect(await lineWhere(lines, (line) => line.startsWith("api-key:"))).toMatch(
      /^api-key:dtlpy-\d{14} True$/,
    );
  } finally {
    client.kill("SIGKILL");
  }
});

async function lineWhere(lines: AsyncIterator<string>, holds: (line: string) => boolean): Promise<string> {
  for (;;) {
    const { value, done } = await lines.next();
    if (done) throw new Error("the client ended");
    if (holds(value)) return value;
  }
}
