import { spawn } from "node:child_process";
import { join } from "node:path";
import { browserEnvironment } from "./browser.mjs";
import { checkNode, ensureInstalled } from "./install.mjs";
import { ROOT } from "./root.mjs";

/**
 * `npm run e2e -- [specs]`: Playwright with whatever Chromium this machine has or can get. Specs that are named get the machine for
 * themselves: only the first start needs the examples to run.
 */
checkNode();
await ensureInstalled();
const cli = join(ROOT, "node_modules", "@playwright", "test", "cli.js");
const asked = process.argv.slice(2);
const specs = asked.filter((word) => !word.startsWith("-"));
const looksAtExamples = specs.length === 0 || specs.some((word) => word.includes("first-start"));
const child = spawn(process.execPath, [cli, "test", ...asked], {
  cwd: ROOT,
  stdio: "inherit",
  env: { ...process.env, ...(await browserEnvironment()), CURFEW_EXAMPLES: looksAtExamples ? "on" : "off" },
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code) => process.exit(code ?? 1));
