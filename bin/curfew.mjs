#!/usr/bin/env node
import { bundle } from "./build.mjs";
import { checkNode, ensureInstalled } from "./install.mjs";

/** What speaks to a running Curfew over HTTP, from any host. */
const CLIENT_VERBS = [
  ...["executions", "services", "runners", "token", "run", "doctor", "completion", "complete"],
  ...["--url", "--json", "--help", "-h"],
];

/** `node bin/curfew.mjs executions`, `services`, `runners`, `token`, `run`, `doctor`, `completion`: the CLI. `sign-in`, `migrate`, `runner`, `runner check`: what the owner of this machine does. */
checkNode();
await ensureInstalled((line) => console.error(line));
const [verb, ...rest] = process.argv.slice(2);
if (verb === "runner" && rest.length === 0) {
  await bundle(["operator", "runner", "agent", "node-host"]);
  const { spawn } = await import("node:child_process");
  const { ROOT } = await import("./root.mjs");
  const { databaseUrl } = await import("../dist/operator.mjs");
  const env = { ...process.env, DATABASE_URL: databaseUrl() };
  const child = spawn(process.execPath, [`${ROOT}/dist/runner.mjs`], { stdio: "inherit", env });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code) => process.exit(code ?? 1));
} else if (CLIENT_VERBS.includes(verb)) {
  await bundle(["curfew-cli"]);
  const { main } = await import("../dist/curfew-cli.mjs");
  process.exitCode = await main(process.argv.slice(2));
} else {
  await bundle(["operator"]);
  const { operate } = await import("../dist/operator.mjs");
  const args = verb === "runner" ? [`runner-${rest[0]}`] : process.argv.slice(2);
  process.exitCode = await operate(args);
}
