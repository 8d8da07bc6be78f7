import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { ROOT } from "../root.mjs";
import { pythonEnvironment } from "./python-environment.mjs";
import { pythonUnittest } from "./suites.mjs";

const TESTS = join(ROOT, "e2e", "dataloop");
const PLACE = join(ROOT, "artifacts", "dtlpy");
const REQUIREMENTS = join(TESTS, "requirements.txt");
const LEFT_OUT = "CURFEW_TEST_WITHOUT_DTLPY";
const START_LIMIT_MS = 600_000;
const STOP_LIMIT_MS = 120_000;

/** Dataloop's real client against a Curfew that was started as a newcomer starts it. */
export async function dtlpySuite() {
  if (process.env[LEFT_OUT]) {
    console.log(`Left out, since ${LEFT_OUT} is set: nothing was tried with Dataloop's own client.`);
    return { passed: 0, failed: 0, skipped: 1 };
  }
  const otherwise = `Dataloop's client and what it needs, as pinned, want Python 3.11 or newer. ${LEFT_OUT}=1 leaves these tests out.`;
  const python = await pythonEnvironment("dtlpy", REQUIREMENTS, otherwise);
  if (!python) return { passed: 0, failed: 1 };
  rmSync(PLACE, { recursive: true, force: true });
  mkdirSync(PLACE, { recursive: true });
  const env = await curfewEnvironment();
  const curfew = startCurfew(env);
  try {
    await isUp(curfew);
    const key = newKey(env);
    return await pythonUnittest(TESTS, {
      python,
      env: { ...env, CURFEW_TOKEN: key, DTLPY_TEST_PLACE: PLACE },
    });
  } finally {
    await stop(curfew);
  }
}

async function curfewEnvironment() {
  const port = String(await freePort());
  return {
    CURFEW_HOME: join(PLACE, "home"),
    CURFEW_EXAMPLES: "off",
    CURFEW_PUBLIC_URL: "",
    CURFEW_URL: `http://127.0.0.1:${port}`,
    DATABASE_URL: "",
    HOST: "127.0.0.1",
    NEXT_DIST_DIR: ".next-test",
    PORT: port,
  };
}

function startCurfew(env) {
  return spawn(process.execPath, [join(ROOT, "bin", "start.mjs")], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
}

/** Until it prints its sign-in link. */
function isUp(curfew) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error("Curfew did not come up in time")), START_LIMIT_MS);
    curfew.once("exit", (code) => reject(new Error(`npm start ended with code ${code}`)));
    createInterface(curfew.stdout).on("line", (line) => {
      console.log(`[start] ${line}`);
      if (!/Sign in\s+http/.test(line)) return;
      clearTimeout(late);
      resolve();
    });
  });
}

/** A new key; it is a secret also here, and is not printed. */
function newKey(env) {
  const args = [join(ROOT, "bin", "curfew.mjs"), "token", "create", "dtlpy"];
  return execFileSync(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  }).trim();
}

async function stop(curfew) {
  if (curfew.exitCode !== null || curfew.signalCode !== null) return;
  const gone = new Promise((resolve) => curfew.once("exit", resolve));
  curfew.kill("SIGTERM");
  const late = setTimeout(() => curfew.kill("SIGKILL"), STOP_LIMIT_MS);
  await gone;
  clearTimeout(late);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
