import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { build, stop } from "esbuild";
import { ROOT } from "./root.mjs";

/** `npm run sdk:pack`: the TypeScript SDK as it is published. Prints where the package is. */
const folder = join(ROOT, "sdk", "typescript");
rmSync(join(folder, "dist"), { recursive: true, force: true });
await build({
  absWorkingDir: folder,
  entryPoints: { curfew: "curfew.ts", client: "client/client.ts" },
  outdir: "dist",
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
});
await stop();
const tsc = join(ROOT, "node_modules", ".bin", "tsc");
execFileSync(tsc, ["--project", join(folder, "tsconfig.json")], { stdio: ["ignore", 2, 2] });
const target = process.argv[2] ?? folder;
const [packed] = JSON.parse(
  execFileSync("npm", ["pack", "--json", "--pack-destination", target], { cwd: folder, encoding: "utf8" }),
);
process.stdout.write(`${join(target, packed.filename)}\n`);
