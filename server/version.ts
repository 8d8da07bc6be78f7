import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Curfew's own version, from the package.json in `root`. */
export function ownVersion(root: string): string {
  return (JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string }).version;
}
