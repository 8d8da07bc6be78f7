import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { checkNode, ensureInstalled } from "./install.mjs";
import { ROOT } from "./root.mjs";

/**
 * `npm run model -- --runs 10000 [--seed N]`: the protocol between runner and agent, with links, rows, workers and time that are
 * made up, in rounds of 1,000 with a seed each. `--path` and `--replay`, as a violation is printed with them, run that one alone.
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
for (const [name, value] of Object.entries({ runs: values.runs, seed: values.seed ?? "0" })) {
  if (/^\d{1,9}$/.test(value)) continue;
  console.error(`--${name} must be a whole number of at most nine digits, for example --${name} 10000`);
  process.exit(1);
}

/** Runs that one process makes: it grows with each, and 10,000 took more than 4 GB. */
const ROUND = 1_000;
const first = values.seed === undefined ? Math.floor(Math.random() * 1_000_000_000) : Number(values.seed);
const rounds = values.path ? 1 : Math.max(1, Math.ceil(Number(values.runs) / ROUND));
let left = Number(values.runs);
let vitest = null;
for (const signal of ["SIGINT", "SIGTERM"])
  process.on(signal, () => {
    left = 0;
    vitest?.kill(signal);
  });
for (let round = 0; round < rounds && left > 0 && !process.exitCode; round += 1, left -= ROUND)
  process.exitCode = await run(first + round, Math.min(ROUND, left));
if (!process.exitCode && left <= 0)
  console.log(`${values.runs} runs with seeds ${first} to ${first + rounds - 1}: no violation`);

/** The exit code of so many runs with this seed. */
async function run(seed, runs) {
  const wanted = { MODEL_SEED: seed, MODEL_RUNS: runs, MODEL_PATH: values.path, MODEL_REPLAY: values.replay };
  const given = Object.entries(wanted).filter(([, value]) => value !== undefined);
  vitest = spawn(
    join(ROOT, "node_modules", ".bin", "vitest"),
    ["run", "--project", "unit", "server/model-check/protocol.test.ts"],
    { cwd: ROOT, stdio: "inherit", env: { ...process.env, ...Object.fromEntries(given) } },
  );
  const [code] = await once(vitest, "exit");
  return code ?? 1;
}
