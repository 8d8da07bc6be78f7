import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./root.mjs";

const LOCK = join(ROOT, "package-lock.json");
const MODULES = join(ROOT, "node_modules");
/** npm's own note of what it installed. */
const INSTALLED = join(MODULES, ".package-lock.json");

/** An installation that is interrupted must not go on alone. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

/** Ends with a clear line when this Node is too old to run Curfew. */
export function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 9)) return;
  console.error(`Curfew needs Node.js 20.9 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

/** Installs the packages when there are none, or others than package-lock.json names. */
export async function ensureInstalled(say = console.log) {
  if (isInstalled()) return;
  say("Installing packages (npm ci) …");
  const args = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
  const command = npmCommand(args);
  const npm = spawn(command.file, command.args, { cwd: ROOT, stdio: ["ignore", 2, 2] });
  const pass = (signal) => npm.kill(signal);
  for (const signal of SIGNALS) process.on(signal, pass);
  const [code] = await once(npm, "exit");
  for (const signal of SIGNALS) process.off(signal, pass);
  if (code !== 0) {
    throw new Error(
      "npm ci did not end well; its messages are above. The first start needs the npm registry.",
    );
  }
}

export function isInstalled() {
  // Somebody's own arrangement: npm ci would empty the folder that the link leads to.
  if (lstatSync(MODULES, { throwIfNoEntry: false })?.isSymbolicLink()) return true;
  if (!existsSync(INSTALLED)) return false;
  const wanted = readPackages(LOCK);
  const present = readPackages(INSTALLED);
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === "") return true;
    return present[path] ? present[path].version === version : Boolean(optional);
  });
}

function readPackages(file) {
  return JSON.parse(readFileSync(file, "utf8")).packages;
}

/** The npm that runs this script, or else the one on PATH. */
function npmCommand(args) {
  const own = process.env.npm_execpath;
  if (own && /npm-cli\.c?js$/.test(own)) return { file: process.execPath, args: [own, ...args] };
  return { file: "npm", args };
}
