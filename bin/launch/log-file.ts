import { closeSync, existsSync, openSync, readSync, renameSync, statSync } from "node:fs";

const LIMIT_BYTES = 20_000_000;
const TAIL_BYTES = 8_000;

/** Opens a log to append to; what was there is set aside once it is large. */
export function openLogFile(file: string): number {
  if (existsSync(file) && statSync(file).size > LIMIT_BYTES) renameSync(file, `${file}.1`);
  return openSync(file, "a", 0o600);
}

/** The last lines of a log, for a person who has to find out what went wrong. */
export function lastLines(file: string, count = 12): string {
  if (!existsSync(file)) return "";
  const size = statSync(file).size;
  const buffer = Buffer.alloc(Math.min(size, TAIL_BYTES));
  const descriptor = openSync(file, "r");
  readSync(descriptor, buffer, 0, buffer.length, size - buffer.length);
  closeSync(descriptor);
  return buffer.toString("utf8").trimEnd().split("\n").slice(-count).join("\n");
}
