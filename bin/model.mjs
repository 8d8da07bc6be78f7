import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { checkNode, ensureInstalled } from "./install.mjs";
import { ROOT } from "./root.mjs";

/**
 * `npm run model -- --runs 10000 [--seed N]`: the protocol between runner and agent, with links, rows, workers and time that are
 * made up. `--path` and `--replay`, as a violation is printed with them, run that one alone.
 */
checkNode();
await ensureInstalled();
const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "10000" },
    seed: { type: "string" },
    path: { type: "string" },
    replay: { type: "string" },
  },
});
const wanted = {
  MODEL_RUNS: values.runs,
  MODEL_SEED: values.seed,
  MODEL_PATH: values.path,
  MODEL_REPLAY: values.replay,
};
for (const [name, value] of Object.entries({ runs: values.runs, seed: values.seed ?? "0" })) {
  if (/^\d{1,10}$/.test(value)) continue;
  console.error(`--${name} must be a whole number, for example --${name} 10000`);
  process.exit(1);
}
const args = ["run", "--project", "unit", "server/model-check/protocol.test.ts"];
const env = { ...process.env, ...Object.fromEntries(Object.entries(wanted).filter(([, value]) => value)) };
const vitest = spawn(join(ROOT, "node_modules", ".bin", "vitest"), args, {
  cwd: ROOT,
  stdio: "inherit",
  env,
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => vitest.kill(signal));
const [code] = await once(vitest, "exit");
process.exitCode = code ?? 1;
