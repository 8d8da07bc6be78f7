import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { createInterface } from "node:readline";
import { chromium, type FullConfig } from "@playwright/test";
import { choosePorts, E2E_FOLDER, e2eEnvironment, homeOf, SCREENSHOTS, signedInAt } from "./place.ts";

const START_LIMIT_MS = 600_000;
const STOP_LIMIT_MS = 120_000;

/** Starts a Curfew for each worker, as a newcomer does, and stops them after the run. */
export default async function startCurfews(config: FullConfig): Promise<() => Promise<void>> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  await choosePorts(config.workers);
  const curfews: ChildProcess[] = [];
  const stopAll = () => Promise.all(curfews.map(stop));
  try {
    for (let worker = 0; worker < config.workers; worker++) {
      curfews.push(await startCurfew(worker, config));
    }
  } catch (error) {
    await stopAll();
    throw error;
  }
  return async () => {
    await stopAll();
  };
}

/** Starts one and signs in by the link that it prints. */
async function startCurfew(worker: number, config: FullConfig): Promise<ChildProcess> {
  rmSync(homeOf(worker), { recursive: true, force: true });
  mkdirSync(E2E_FOLDER, { recursive: true });
  const curfew = spawn(process.execPath, ["bin/start.mjs"], {
    cwd: config.rootDir.replace(/\/e2e$/, ""),
    env: e2eEnvironment(worker) as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    await signIn(await printedLink(curfew), signedInAt(worker), config);
  } catch (error) {
    await stop(curfew);
    throw error;
  }
  return curfew;
}

function printedLink(curfew: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(
      () => reject(new Error("Curfew printed no sign-in link in time")),
      START_LIMIT_MS,
    );
    curfew.once("exit", (code) => reject(new Error(`npm start ended with code ${code}`)));
    if (!curfew.stdout) return reject(new Error("npm start has no output"));
    createInterface(curfew.stdout).on("line", (line) => {
      console.log(`[start] ${line}`);
      const link = line.match(/Sign in\s+(http\S+)/)?.[1];
      if (!link) return;
      clearTimeout(late);
      resolve(link);
    });
  });
}

async function signIn(link: string, state: string, config: FullConfig): Promise<void> {
  const browser = await chromium.launch(config.projects[0]?.use.launchOptions);
  try {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(link);
    await page.waitForURL((url) => !url.pathname.startsWith("/sign-in") && !url.pathname.startsWith("/api/"));
    await context.storageState({ path: state });
  } finally {
    await browser.close();
  }
}

/** Waits for a clean stop: a Curfew that has to be killed here fails the run. */
async function stop(curfew: ChildProcess): Promise<void> {
  if (curfew.exitCode !== null || curfew.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => curfew.once("exit", () => resolve()));
  curfew.kill("SIGTERM");
  const late = setTimeout(() => curfew.kill("SIGKILL"), STOP_LIMIT_MS);
  await gone;
  clearTimeout(late);
  if (curfew.signalCode === "SIGKILL") throw new Error("Curfew did not stop when it was asked to");
}
