import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "#server/project-root.ts";
import { replaceLifecycle } from "./draw.ts";

/** Writes the lifecycle into the README. */
export function writeLifecycle(): void {
  const file = join(projectRoot(), "README.md");
  writeFileSync(file, replaceLifecycle(readFileSync(file, "utf8")));
}
