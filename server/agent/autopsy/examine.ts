import type { Clock } from "../../clock.ts";
import type { ProcessFacts } from "../../domain/autopsy.ts";
import { readProcessFacts } from "../../process/process-facts.ts";
import { readProcessTable } from "../../process/process-table.ts";
import { findSurvivors, type WorkerMark } from "../../process/survivors.ts";
import type { StackReading } from "./stack-reading.ts";

const MOST_PROCESSES = 20;

/** A worker that can be looked at. */
export interface Examinable {
  readonly mark: WorkerMark;
  /** What its code does, or why nobody can say, within that time. */
  readStacks(withinMs: number): Promise<StackReading>;
}

/** What was found of one worker. */
export interface Findings {
  at: Date;
  tookMs: number;
  reading: StackReading;
  processes: ProcessFacts[];
  moreProcesses: number;
}

/** Looks at a worker: its processes first, since the question for its stacks wakes them. Never throws. */
export async function examine(subject: Examinable, withinMs: number, clock: Clock): Promise<Findings> {
  const at = clock.now();
  const began = clock.monotonic();
  const found = readProcesses(subject.mark);
  const reading = await readStacks(subject, found.processes[0]?.state, withinMs);
  return { at, reading, ...found, tookMs: Math.round((clock.monotonic() - began) * 10) / 10 };
}

async function readStacks(
  subject: Examinable,
  state: string | undefined,
  withinMs: number,
): Promise<StackReading> {
  if (withinMs <= 0) return { missing: "It may run elsewhere already, so nothing was waited for" };
  if (state === "T") return { missing: "A signal had stopped its process, so that it could not answer" };
  try {
    return await subject.readStacks(withinMs);
  } catch (error) {
    return { missing: `They could not be read: ${(error as Error).message}` };
  }
}

function readProcesses(mark: WorkerMark): Pick<Findings, "processes" | "moreProcesses"> {
  const all = findSurvivors([mark], readProcessTable(), () => null).get(mark.nonce) ?? [];
  const own = [...new Map(all.map((entry) => [entry.pid, entry])).values()];
  own.sort(
    (a, b) => Number(b.pid === mark.leader?.pid) - Number(a.pid === mark.leader?.pid) || a.pid - b.pid,
  );
  const processes = own
    .slice(0, MOST_PROCESSES)
    .map((entry) => readProcessFacts(entry, entry.pid === mark.leader?.pid));
  return { processes, moreProcesses: own.length - processes.length };
}
