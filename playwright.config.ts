import { join } from "node:path";
import { defineConfig, devices } from "@playwright/test";
import { E2E_FOLDER, E2E_PORT, SIGNED_IN } from "./e2e/harness/place.ts";

const BROWSER_ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

const FIRST = "**/first-start.spec.ts";
const SIGNED_IN_DESKTOP = {
  ...devices["Desktop Chrome"],
  viewport: { width: 1280, height: 800 },
  storageState: SIGNED_IN,
};

export default defineConfig({
  testDir: "e2e",
  outputDir: join(E2E_FOLDER, "failures"),
  globalSetup: "./e2e/harness/start-curfew.ts",
  // The specs of a worker share one Curfew; `--workers=3` starts three.
  workers: 1,
  fullyParallel: false,
  // A test that passes the second time has found something the first time.
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  // Bounds for the slowest machine that runs them, never a measure of speed.
  timeout: 240_000,
  expect: { timeout: 45_000 },
  reporter: [["list"], ["json", { outputFile: join(E2E_FOLDER, "results.json") }]],
  use: {
    baseURL: `http://127.0.0.1:${E2E_PORT}`,
    actionTimeout: 60_000,
    // It costs time. Of a test that failed `npm test` keeps the picture, and the page in words.
    trace: process.env.CURFEW_E2E_PLACE ? "off" : "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: { executablePath: process.env.CHROMIUM_PATH || undefined, args: BROWSER_ARGS },
    viewport: { width: 1280, height: 800 },
    reducedMotion: "reduce",
  },
  projects: [
    // What a first start shows can be seen before other specs have started anything.
    { name: "first", testMatch: FIRST, use: SIGNED_IN_DESKTOP },
    { name: "e2e", testMatch: "**/*.spec.ts", testIgnore: FIRST, use: SIGNED_IN_DESKTOP },
  ],
});
