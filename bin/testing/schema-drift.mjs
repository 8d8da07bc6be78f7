import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../root.mjs";
import { run } from "./step.mjs";

/** The committed migrations make exactly the schema of db/schema: generating again, in a copy, adds nothing. */
export async function schemaDrift() {
  const committed = join(ROOT, "db", "migrations");
  // drizzle-kit takes its folder relative to the project.
  const copy = mkdtempSync(join(ROOT, "artifacts", "drift-"));
  try {
    cpSync(committed, copy, { recursive: true });
    const args = ["generate", "--dialect=postgresql", "--schema=./db/schema/*.ts", `--out=${relative(copy)}`];
    const { code } = await run("node_modules:drizzle-kit", args);
    const added = readdirSync(copy).filter((name) => !readdirSync(committed).includes(name));
    if (added.length > 0) console.log(`The schema has changed since the last migration: npm run db:generate`);
    return code === 0 && added.length === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function relative(path) {
  return `./${path.slice(ROOT.length + 1)}`;
}
