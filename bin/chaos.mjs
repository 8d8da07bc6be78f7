import { spawn } from "node:child_process";
import { once } from "node:events";
import { checkNode, ensureInstalled } from "./install.mjs";
import { ROOT } from "./root.mjs";

/** `npm run chaos -- --seed 7 --minutes 10`: breaks a whole Curfew at random, and checks that every promise was kept. */
checkNode();
await ensureInstalled();
const keeper = process.platform === "linux" ? ["python3", "server/chaos/keeper.py"] : [];
const program = [process.execPath, "--import", "tsx", "server/chaos/main.ts", ...process.argv.slice(2)];
const [file, ...args] = [...keeper, ...program];
const chaos = spawn(file, args, { cwd: ROOT, stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => chaos.kill(signal));
const [code] = await once(chaos, "exit");
process.exitCode = code ?? 1;
