import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const INSTALLED = [
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/**
 * Finds a Chromium, or installs one, and returns the environment that Playwright needs to use it. The way that
 * costs least comes first.
 */
export async function browserEnvironment(say = console.log) {
  const path = process.env.CHROMIUM_PATH ?? INSTALLED.find(existsSync) ?? (await playwrightsOwn());
  if (path && existsSync(path)) return { CHROMIUM_PATH: path };
  const unpacked = await unpackFromPackage();
  if (unpacked) return unpacked;
  const installed = (await installWithApt(say)) ?? (await installWithPlaywright(say));
  if (installed) return { CHROMIUM_PATH: installed };
  throw new Error(
    "No Chromium was found and none could be installed. Install one and name it, for example CHROMIUM_PATH=/usr/bin/chromium npm test",
  );
}

async function playwrightsOwn() {
  const { chromium } = await import("@playwright/test");
  const path = chromium.executablePath();
  return existsSync(path) ? path : undefined;
}

/** An optional package that holds the browser itself: x86-64 Linux only. */
async function unpackFromPackage() {
  if (process.platform !== "linux" || process.arch !== "x64") return null;
  // Makes the package unpack the libraries that a bare system lacks, too.
  process.env.AWS_EXECUTION_ENV ??= "AWS_Lambda_nodejs20.x";
  try {
    const { default: chromium } = await import("@sparticuz/chromium");
    const path = await chromium.executablePath();
    return runs(path) ? { CHROMIUM_PATH: path, LD_LIBRARY_PATH: process.env.LD_LIBRARY_PATH } : null;
  } catch {
    return null;
  }
}

function installWithApt(say) {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return null;
  say("Installing chromium-headless-shell with apt-get …");
  const apt = (...args) => spawnSync("apt-get", args, { stdio: ["ignore", 2, 2] }).status === 0;
  const done = apt("update") && apt("install", "-y", "--no-install-recommends", "chromium-headless-shell");
  return done ? INSTALLED.find(existsSync) : null;
}

async function installWithPlaywright(say) {
  say("Installing Playwright's Chromium …");
  const cli = "node_modules/@playwright/test/cli.js";
  spawnSync(process.execPath, [cli, "install", "--with-deps", "chromium-headless-shell"], {
    stdio: ["ignore", 2, 2],
  });
  return playwrightsOwn();
}

function runs(path) {
  return spawnSync(path, ["--version", "--no-sandbox"], { stdio: "ignore", timeout: 20_000 }).status === 0;
}
