import type { Clock } from "../clock.ts";
import { type GpuReading, readGpus } from "../process/gpu-usage.ts";
import { isGone, type ProcessEntry } from "../process/process-entry.ts";
import { readProcessTable, residentBytesOf } from "../process/process-table.ts";
import { indexChildren, membersOf, type WorkerMark } from "../process/survivors.ts";

/** What a worker and all that it started use. */
export interface WorkerUsage {
  /** Processor seconds since the worker was first looked at. */
  cpuSeconds: number;
  /** Resident memory, added up; what processes share counts in each. */
  memoryBytes: number;
  /** Null when it uses none. */
  gpu: { percent: number | null; memoryBytes: number | null } | null;
}

/** NVIDIA's program takes tens of milliseconds of a processor. */
const GPU_EVERY_MS = 10_000;
/** An older answer says nothing any more. */
const GPU_OLDEST_MS = 30_000;

/** Measures workers. Who shares one gets the same figures. */
export class RunMeter {
  readonly #clock: Clock;
  readonly #readGpus: typeof readGpus;
  #gpus: { at: number; reading: GpuReading } | null = null;
  #askedAt = Number.NEGATIVE_INFINITY;
  #missing = false;
  /** By nonce. */
  #workers = new Map<string, { before: number; used: number }>();

  constructor(clock: Clock, gpus: typeof readGpus = readGpus) {
    this.#clock = clock;
    this.#readGpus = gpus;
  }

  /** By nonce; workers that have no process now are left out. */
  sample(marks: Iterable<WorkerMark>): Map<string, WorkerUsage> {
    const table = readProcessTable().filter((entry) => !isGone(entry));
    const children = indexChildren(table);
    const workers = new Map<string, { before: number; used: number }>();
    const usage = new Map<string, WorkerUsage>();
    for (const mark of marks) {
      const members = uniqueOf(membersOf(mark, table, children));
      if (usage.has(mark.nonce) || members.length === 0) continue;
      const worker = this.#countCpu(mark.nonce, members);
      workers.set(mark.nonce, worker);
      const memoryBytes = members.reduce((sum, { pid }) => sum + residentBytesOf(pid), 0);
      usage.set(mark.nonce, { cpuSeconds: worker.used, memoryBytes, gpu: this.#gpuOf(members) });
    }
    this.#workers = workers;
    if (usage.size > 0) this.#askGpus();
    return usage;
  }

  /** What an ended child had used is its parent's once it was waited for: only the sum over all tells what is new. */
  #countCpu(nonce: string, members: ProcessEntry[]): { before: number; used: number } {
    const total = members.reduce((sum, entry) => sum + entry.cpuSeconds + entry.reapedCpuSeconds, 0);
    const { before, used } = this.#workers.get(nonce) ?? { before: total, used: 0 };
    return { before: total, used: used + Math.max(0, total - before) };
  }

  #gpuOf(members: ProcessEntry[]): WorkerUsage["gpu"] {
    if (!this.#gpus || this.#clock.monotonic() - this.#gpus.at > GPU_OLDEST_MS) return null;
    const { processes, percent } = this.#gpus.reading;
    const pids = new Set(members.map(({ pid }) => pid));
    const own = processes.filter(({ pid }) => pids.has(pid));
    if (own.length === 0) return null;
    const busy = own.flatMap(({ gpu }) => percent.get(gpu) ?? []);
    const told = own.flatMap(({ memoryBytes }) => memoryBytes ?? []);
    return {
      percent: busy.length > 0 ? Math.max(...busy) : null,
      memoryBytes: told.length > 0 ? told.reduce((sum, bytes) => sum + bytes, 0) : null,
    };
  }

  #askGpus(): void {
    const now = this.#clock.monotonic();
    if (this.#missing || now - this.#askedAt < GPU_EVERY_MS) return;
    this.#askedAt = now;
    void this.#readGpus().then((reading) => {
      if (reading === "missing") this.#missing = true;
      else if (reading) this.#gpus = { at: this.#clock.monotonic(), reading };
    });
  }
}

/** A process may be found by more than one of its marks. */
function uniqueOf(members: ProcessEntry[]): ProcessEntry[] {
  return [...new Map(members.map((entry) => [entry.pid, entry])).values()];
}
