import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "./root.mjs";

/** `npm run sdk:pack`: the TypeScript SDK as it is published. Prints where the package is. */
await import("./build-sdk.mjs");
const folder = join(ROOT, "sdk", "typescript");
const target = process.argv[2] ?? folder;
const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", target];
const [packed] = JSON.parse(execFileSync("npm", args, { cwd: folder, encoding: "utf8" }));
process.stdout.write(`${join(target, packed.filename)}\n`);
