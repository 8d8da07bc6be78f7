import { randomBytes } from "node:crypto";
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Folder of secrets that belong to one CURFEW_HOME; only its owner may look in. */
export function keysFolder(home: string): string {
  return join(home, "keys");
}

/** The secret of this name, made once. 32 random bytes; the file is for its owner alone. */
export function readOrCreateKey(home: string, name: string, make: () => string = randomKey): string {
  const folder = keysFolder(home);
  const path = join(folder, name);
  const existing = read(path);
  if (existing) return existing;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  // Written whole, then named: two processes that start together agree on the one that was first.
  const draft = `${path}.${process.pid}.${randomBytes(4).toString("hex")}`;
  writeFileSync(draft, `${make()}\n`, { mode: 0o600, flag: "wx" });
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  const made = read(path);
  if (!made) throw new Error(`${path} is empty; remove it and start again`);
  return made;
}

function read(path: string): string | null {
  try {
    return readFileSync(path, "utf8").trim() || null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

export function randomKey(): string {
  return randomBytes(32).toString("base64url");
}
