import { closeSync, fstatSync, openSync, readdirSync, readFileSync, readlinkSync, readSync } from "node:fs";
import type { Clock } from "../../clock.ts";
import { isGone, type ProcessIdentity } from "../../process/process-entry.ts";
import { readProcess } from "../../process/process-table.ts";
import { signalProcess } from "../../process/signal-process.ts";
import { parsePythonDump } from "./python-dump.ts";
import { type StackReading, silent } from "./stack-reading.ts";

/** What sdk/python/curfew/host/stacks.py agrees on with this file. */
const FILE_NAME = "/memfd:curfew-stacks";
const HEAD_BYTES = 65_536;
/** SIGRTMAX - 3. */
const STACK_SIGNAL = 61;

const LARGEST_DUMP = 1_048_576;
const LOOK_EVERY_MS = 2;
/** The dump has no end mark: it is whole when nothing was added for so many looks. */
const QUIET_LOOKS = 4;

/**
 * The stacks of all threads of a Python worker whose listening thread does not answer: C code holds the interpreter, or the
 * process is stopped. Not for one that runs: its stacks would change while they are written.
 */
export async function signalForStacks(
  leader: ProcessIdentity,
  withinMs: number,
  clock: Clock,
): Promise<StackReading> {
  const path = findStackFile(leader.pid);
  if (!path)
    return {
      missing: "Its listening thread did not answer, and Python can write its stacks by itself only on Linux",
    };
  const file = openSync(path, "r");
  try {
    const before = fstatSync(file).size;
    if (!listens(leader.pid) || !signalProcess(leader, STACK_SIGNAL))
      return { missing: "It no longer answers" };
    const size = await waitForDump(file, before, leader, clock.monotonic() + withinMs, clock);
    if (size === before) return silent(withinMs);
    const dump = readPart(file, Math.max(before, HEAD_BYTES), Math.min(size, before + LARGEST_DUMP));
    const executions = readExecutions(file);
    return { threads: parsePythonDump(dump, (ident) => executions.get(ident) ?? null) };
  } finally {
    closeSync(file);
  }
}

/** Without it the signal must not be sent: the file's number may be that of another file by now. */
function findStackFile(pid: number): string | null {
  const folder = `/proc/${pid}/fd`;
  try {
    for (const name of readdirSync(folder)) {
      if (linkOf(`${folder}/${name}`).startsWith(FILE_NAME)) return `${folder}/${name}`;
    }
  } catch {
    // It is gone, or this system has no such folder.
  }
  return null;
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
}

/** A process that does not catch the signal would end by it. */
function listens(pid: number): boolean {
  try {
    const caught = /^SigCgt:\s*([0-9a-f]+)$/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1];
    return caught !== undefined && ((BigInt(`0x${caught}`) >> BigInt(STACK_SIGNAL - 1)) & 1n) === 1n;
  } catch {
    return false;
  }
}

/** The size of the file once it grows no more, or when the time is over. */
async function waitForDump(
  file: number,
  before: number,
  { pid }: ProcessIdentity,
  until: number,
  clock: Clock,
): Promise<number> {
  let size = before;
  for (let quiet = 0; quiet < QUIET_LOOKS && clock.monotonic() < until; ) {
    await clock.sleep(LOOK_EVERY_MS);
    const now = fstatSync(file).size;
    quiet = now === size && now > before ? quiet + 1 : 0;
    size = now;
    const process = readProcess(pid);
    if (!process || isGone(process)) break;
  }
  return size;
}

/** The execution, as `id#attempt`, of each thread that runs one. */
function readExecutions(file: number): Map<number, string> {
  const slots = readPart(file, 0, HEAD_BYTES).split("\0");
  return new Map(
    slots.flatMap((slot): [number, string][] => {
      const [ident, key] = slot.trim().split(" ");
      return ident && key ? [[Number(`0x${ident}`), key]] : [];
    }),
  );
}

function readPart(file: number, from: number, to: number): string {
  const buffer = Buffer.alloc(Math.max(0, to - from));
  return buffer.toString("latin1", 0, readSync(file, buffer, 0, buffer.length, from));
}
