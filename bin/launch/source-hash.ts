import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** What the screens are built from. */
const SOURCES = [
  "app",
  "components",
  "server",
  "db",
  "sdk/typescript",
  "public",
  "instrumentation.ts",
  "instrumentation-node.ts",
  "proxy.ts",
  "next.config.js",
  "postcss.config.mjs",
  "tsconfig.json",
  "package-lock.json",
];

/** Made of sources, not sources. */
const MADE = new Set(["node_modules", "dist"]);

/** A hash of the content of every file that the built screens depend on. */
export function sourceHash(root: string): string {
  const hash = createHash("sha256").update(process.versions.node);
  for (const source of SOURCES) addPath(hash, root, source);
  return hash.digest("hex");
}

function addPath(hash: ReturnType<typeof createHash>, root: string, path: string): void {
  const absolute = join(root, path);
  if (!existsSync(absolute)) return;
  if (!statSync(absolute).isDirectory()) {
    if (!/\.test\.tsx?$/.test(path)) hash.update(path).update("\0").update(readFileSync(absolute));
    return;
  }
  for (const name of readdirSync(absolute).sort()) {
    if (!MADE.has(name)) addPath(hash, root, `${path}/${name}`);
  }
}
