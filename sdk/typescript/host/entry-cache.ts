import { createHash, randomUUID } from "node:crypto";
import { existsSync, lstatSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { dirname, join } from "node:path";
import { bundleEntry } from "./entry-bundle.ts";

/** What a kept bundle was made of. */
interface Receipt {
  file: string;
  /** SHA-256 of each source, by absolute file. */
  sources: Record<string, string>;
  packages: string[];
}

/**
 * The file of a service's entry, bundled: the kept one while every file that it was made of has the same content,
 * else a new one. Each worker of a replica asks, and only the first has to build.
 */
export async function bundledEntry(entry: string, sdkEntry: string, folder = cacheFolder()): Promise<string> {
  const receiptFile = join(folder, `${sha256(`${entry}\0${sdkEntry}\0${process.version}`)}.json`);
  const kept = readReceipt(receiptFile);
  if (kept && isCurrent(kept)) return kept.file;
  const bundle = await bundleEntry(entry, sdkEntry);
  const file = join(folder, `${sha256(bundle.code)}.mjs`);
  const sources = Object.fromEntries(bundle.sources.map((source) => [source, hashOf(source)]));
  writeWhole(file, bundle.code);
  writeWhole(receiptFile, JSON.stringify({ file, sources, packages: bundle.packages } satisfies Receipt));
  return file;
}

/** A folder of this user alone: what lies in it is run. */
export function cacheFolder(): string {
  const home = process.env.CURFEW_HOME;
  const folder = home ? join(home, "cache", "node") : join(tmpdir(), `curfew-node-${userInfo().uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { uid, mode } = lstatSync(folder);
  if (uid !== userInfo().uid || mode & 0o022) {
    throw new Error(`${folder} must belong to this user and be writable by nobody else`);
  }
  return folder;
}

function readReceipt(file: string): Receipt | null {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Receipt;
  } catch {
    return null;
  }
}

function isCurrent(receipt: Receipt): boolean {
  if (![receipt.file, ...receipt.packages].every((file) => existsSync(file))) return false;
  return Object.entries(receipt.sources).every(([file, hash]) => existsSync(file) && hashOf(file) === hash);
}

/** Workers of several replicas may build the same entry at a time. */
function writeWhole(file: string, text: string): void {
  const part = join(dirname(file), `.${randomUUID()}`);
  writeFileSync(part, text, { mode: 0o600 });
  renameSync(part, file);
}

function hashOf(file: string): string {
  return sha256(readFileSync(file));
}

function sha256(data: string | Buffer): string {
  return createHash("sha256").update(data).digest("hex").slice(0, 32);
}
