import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import type { Measure } from "./measure-file.ts";

export interface FileRecord extends Measure {
  /** Relative to the folder. */
  path: string;
  /** Milliseconds since 1970; with `bytes` it says whether the file is still the one that was measured. */
  modifiedAt: number;
}

const HEADER = "path,bytes,compressed_bytes,sha256,modified_at\n";

/** The measured files, a line each, appended as they are measured: what a later attempt goes on from. */
export class Ledger {
  readonly file: string;
  readonly records: Map<string, FileRecord>;
  readonly #descriptor: number;

  /** `previous` is the ledger of an earlier attempt or execution, or null. */
  constructor(file: string, previous: string | null) {
    this.file = file;
    const known = previous && existsSync(previous) ? readLedger(previous) : [];
    this.records = new Map(known.map((record) => [record.path, record]));
    mkdirSync(dirname(file), { recursive: true });
    // Whole at every moment, also when `previous` is this very file.
    writeFileSync(`${file}.new`, HEADER + known.map(lineOf).join(""));
    renameSync(`${file}.new`, file);
    this.#descriptor = openSync(file, "a");
  }

  add(record: FileRecord): void {
    this.records.set(record.path, record);
    writeSync(this.#descriptor, lineOf(record));
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

/** A line that a kill cut off is left out. */
export function readLedger(file: string): FileRecord[] {
  const lines = readFileSync(file, "utf8").split("\n").slice(1, -1);
  return lines.map(recordOf).filter((record) => record !== null);
}

function lineOf({ path, bytes, compressedBytes, sha256, modifiedAt }: FileRecord): string {
  return `"${path.replaceAll('"', '""')}",${bytes},${compressedBytes},${sha256},${modifiedAt}\n`;
}

function recordOf(line: string): FileRecord | null {
  const match = /^"(.*)",(\d+),(\d+),([0-9a-f]{64}),([\d.]+)$/.exec(line);
  if (!match) return null;
  const [, path = "", bytes, compressedBytes, sha256 = "", modifiedAt] = match;
  return {
    path: path.replaceAll('""', '"'),
    bytes: Number(bytes),
    compressedBytes: Number(compressedBytes),
    sha256,
    modifiedAt: Number(modifiedAt),
  };
}
