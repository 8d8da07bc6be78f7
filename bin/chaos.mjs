import { spawn } from "node:child_process";
import { once } from "node:events";
import { checkNode, ensureInstalled } from "./install.mjs";
import { ROOT } from "./root.mjs";

/** `npm run chaos -- --seed 7 --minutes 10`: breaks a whole Curfew at random, and checks that every promise was kept. */
checkNode();
await ensureInstalled();
const args = ["--import", "tsx", "server/chaos/main.ts", ...process.argv.slice(2)];
const chaos = spawn(process.execPath, args, { cwd: ROOT, stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => chaos.kill(signal));
const [code] = await once(chaos, "exit");
process.exitCode = code ?? 1;
