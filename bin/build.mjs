import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT } from "./root.mjs";

/** Each program and the file that it begins in. Packages stay outside: they are loaded from node_modules. */
export const PROGRAMS = {
  launch: "bin/launch/main.ts",
  operator: "bin/operator/main.ts",
  lifecycle: "bin/lifecycle/main.ts",
  "test-database": "bin/testing/database-server.ts",
  leash: "bin/launch/leash.ts",
  "web-build": "bin/launch/web-build.ts",
  runner: "server/runner/main.ts",
  agent: "server/agent/main.ts",
  "node-host": "sdk/typescript/host/main.ts",
  "curfew-cli": "sdk/typescript/cli/main.ts",
};

/** Bundles the programs into dist/. It takes milliseconds, so that every start does it. */
export async function bundle(names = Object.keys(PROGRAMS)) {
  const missing = names.filter((name) => !existsSync(join(ROOT, PROGRAMS[name])));
  if (missing.length > 0)
    throw new Error(`There is no ${missing.map((name) => PROGRAMS[name]).join(", no ")}.`);
  const esbuild = await import("esbuild");
  const { outputFiles } = await esbuild.build({
    write: false,
    absWorkingDir: ROOT,
    entryPoints: Object.fromEntries(names.map((name) => [name, PROGRAMS[name]])),
    outdir: "dist",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    packages: "external",
    sourcemap: "inline",
    sourcesContent: false,
    logLevel: "warning",
    plugins: [ownImports],
  });
  // Its helper process would stay for as long as this one.
  await esbuild.stop();
  mkdirSync(join(ROOT, "dist"), { recursive: true });
  for (const file of outputFiles) writeChanged(file.path, file.text);
}

/** A program that runs beside this build must never meet half a file. */
function writeChanged(path, text) {
  if (existsSync(path) && readFileSync(path, "utf8") === text) return;
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, path);
}

/** `#server/x.ts` and its like are this project's files, not packages. */
const ownImports = {
  name: "own-imports",
  setup(build) {
    build.onResolve({ filter: /^#(app|server|components|db|sdk|bin)\// }, (args) => ({
      path: join(ROOT, args.path.slice(1)),
    }));
  },
};

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await bundle();
