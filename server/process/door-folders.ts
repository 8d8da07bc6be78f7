import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The path of a UNIX socket may have so many bytes everywhere. */
const LONGEST_PATH = 103;
const NAME = "s";

/** Where a replica's socket may be, the best place first: in its own folder, or, where that is too deep, in a known one. */
export function doorPaths(replicaFolder: string): string[] {
  const paths = [join(replicaFolder, NAME), join(strayFolder(replicaFolder), NAME)];
  return paths.filter((path) => Buffer.byteLength(path) <= LONGEST_PATH);
}

/** Makes the folder of a socket, closed to all but this user. Throws when somebody else holds its name. */
export function openDoorFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!isOwn(folder)) throw new Error(`${folder} belongs to somebody else`);
}

/** Removes what a replica may have had outside its folder. */
export function removeStrayDoor(replicaFolder: string): void {
  const folder = strayFolder(replicaFolder);
  if (isOwn(folder)) rmSync(folder, { recursive: true, force: true });
}

function strayFolder(replicaFolder: string): string {
  const name = createHash("sha256").update(replicaFolder).digest("hex").slice(0, 24);
  return join(tmpdir(), `curfew-${name}`);
}

function isOwn(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  return found?.isDirectory() === true && found.uid === process.getuid?.();
}
