import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { build, stop } from "esbuild";
import { ROOT } from "./root.mjs";

/** Builds the TypeScript SDK into its `dist`, as it is published: the two halves with their types, and the command line. */
const folder = join(ROOT, "sdk", "typescript");
const settings = {
  absWorkingDir: folder,
  outdir: "dist",
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
};
rmSync(join(folder, "dist"), { recursive: true, force: true });
await build({ ...settings, entryPoints: { curfew: "curfew.ts", client: "client/client.ts" } });
await build({
  ...settings,
  entryPoints: { cli: "cli/installed.ts" },
  // The library that reads the words is CommonJS inside.
  banner: {
    js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
  },
});
await stop();
const tsc = join(ROOT, "node_modules", ".bin", "tsc");
execFileSync(tsc, ["--project", join(folder, "tsconfig.json")], { stdio: ["ignore", 2, 2] });
