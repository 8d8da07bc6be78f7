import { closeSync, openSync, readdirSync, readFileSync, readSync } from "node:fs";
import type { ProcessEntry } from "./process-entry.ts";

/** `USER_HZ`, the unit of times in /proc/<pid>/stat: 100 on every platform that Node runs on. */
const TICKS_PER_SECOND = 100;
const buffer = Buffer.alloc(4_096);

/** Pids in /proc. */
export function pidsInProc(): number[] {
  return readdirSync("/proc").map(Number).filter(Number.isInteger);
}

/** Null when there is no such process. One read into a kept buffer: a scan of all processes takes 1 to 2 ms. */
export function readStat(pid: number): ProcessEntry | null {
  let file: number;
  try {
    file = openSync(`/proc/${pid}/stat`, "r");
  } catch {
    return null;
  }
  try {
    return parseStat(buffer.toString("latin1", 0, readSync(file, buffer, 0, buffer.length, 0)));
  } catch {
    return null;
  } finally {
    closeSync(file);
  }
}

/** The name stands in parentheses and may hold anything, parentheses too. */
export function parseStat(text: string): ProcessEntry {
  const open = text.indexOf("(");
  const close = text.lastIndexOf(")");
  const fields = text.slice(close + 2).split(" ");
  const number = (position: number) => Number(fields[position - 3]);
  return {
    pid: Number(text.slice(0, open)),
    name: text.slice(open + 1, close),
    state: fields[0] ?? "",
    parent: number(4),
    group: number(5),
    session: number(6),
    cpuSeconds: (number(14) + number(15)) / TICKS_PER_SECOND,
    reapedCpuSeconds: (number(16) + number(17)) / TICKS_PER_SECOND,
    startTime: number(22),
  };
}

/** A variable of the environment that the process began with; null when it has none or may not be read. */
export function readVariable(pid: number, name: string): string | null {
  try {
    const text = `\0${readFileSync(`/proc/${pid}/environ`, "latin1")}`;
    const at = text.indexOf(`\0${name}=`);
    if (at < 0) return null;
    const start = at + name.length + 2;
    const end = text.indexOf("\0", start);
    return text.slice(start, end < 0 ? undefined : end);
  } catch {
    return null;
  }
}

/** Bytes of memory that the process holds; 0 when it is gone. */
export function readResidentBytes(pid: number): number {
  try {
    const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"));
    return line ? Number(line[1]) * 1024 : 0;
  } catch {
    return 0;
  }
}

/** Its proportional set size in bytes; null when it may not be read. The kernel walks all its pages for that. */
export function readOwnBytes(pid: number): number | null {
  try {
    const line = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "latin1"));
    return line ? Number(line[1]) * 1024 : null;
  } catch {
    return null;
  }
}
