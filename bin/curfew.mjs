#!/usr/bin/env node
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { bundle } from "./build.mjs";
import { checkNode, ensureInstalled } from "./install.mjs";
import { ROOT } from "./root.mjs";

/** `node bin/curfew.mjs …`: all commands are in sdk/typescript/cli; those of this machine's owner are carried out here. */
checkNode();
await ensureInstalled((line) => console.error(line));
await bundle(["curfew-cli"]);
const { main } = await import("../dist/curfew-cli.mjs");
const owner = {
  signIn: async () => (await operator()).signIn(),
  register: async (manifest) => (await operator()).register(manifest),
  migrate: async () => (await operator()).migrateDatabase(),
  checkRunner: async () => (await operator()).checkRunner(),
  runner: startRunner,
};
process.exitCode = await main(process.argv.slice(2), { home: join(ROOT, ".curfew"), owner });

async function operator() {
  await bundle(["operator"]);
  return await import("../dist/operator.mjs");
}

async function startRunner() {
  await bundle(["runner", "agent", "node-host"]);
  const { runnerEnvironment } = await operator();
  const env = await runnerEnvironment();
  if (!env) return 1;
  const child = spawn(process.execPath, [join(ROOT, "dist", "runner.mjs")], { stdio: "inherit", env });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  const [code] = await once(child, "exit");
  return code ?? 1;
}
