import { spawn } from "node:child_process";
import { once } from "node:events";
import { checkNode, ensureInstalled } from "./install.mjs";
import { ROOT } from "./root.mjs";

/** `npm run bench`: see bench/README.md. Options: --quick, --runs 5, --only stop|start|throughput|checkpoint|wait|bulk|list|page, --rows 10000000. */
checkNode();
await ensureInstalled();
const args = ["--import", "tsx", "bench/main.ts", ...process.argv.slice(2)];
const bench = spawn(process.execPath, args, { cwd: ROOT, stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => bench.kill(signal));
const [code] = await once(bench, "exit");
process.exitCode = code ?? 1;
