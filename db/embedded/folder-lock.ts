import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "#server/clock.ts";
import { isAlive } from "./process-state.ts";

/** Runs `work` while no other process of this machine does so for the same folder. A dead holder does not count. */
export async function withFolderLock<T>(folder: string, clock: Clock, work: () => Promise<T>): Promise<T> {
  const file = join(folder, "lock");
  while (!takeLock(file)) await clock.sleep(25);
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function takeLock(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  const holder = readHolder(file);
  if (holder !== null && !isAlive(holder)) removeStale(file, holder);
  return false;
}

/** Moved aside and looked at again: meanwhile another process may have removed the stale lock and taken its own. */
function removeStale(file: string, deadHolder: number): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    if (readHolder(aside) !== deadHolder) linkSync(aside, file);
  } catch {
    // Somebody else was faster; the next try sees what they left.
  }
  rmSync(aside, { force: true });
}

/** Null while the holder has not written its id yet, or has just let go. */
function readHolder(file: string): number | null {
  try {
    return Number(readFileSync(file, "utf8")) || null;
  } catch {
    return null;
  }
}
