import type { Clock } from "../clock.ts";
import { isGone, type ProcessEntry } from "../process/process-entry.ts";
import { readProcessTable, residentBytesOf } from "../process/process-table.ts";
import { descendantsOf, indexChildren } from "../process/survivors.ts";

export interface Usage {
  /** Cores in use on average since the last sample. */
  cpuCores: number;
  /** Resident memory, added up; what processes share counts in each. */
  memoryBytes: number;
}

/** Samples the agent and all processes below it. */
export class UsageMeter {
  readonly #clock: Clock;
  #at: number;
  /** Processor seconds by `pid:start`. */
  #before = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#at = clock.monotonic();
  }

  sample(): Usage {
    const table = readProcessTable();
    const own = [
      ...table.filter((entry) => entry.pid === process.pid),
      ...descendantsOf(indexChildren(table), [process.pid]),
    ];
    const elapsed = (this.#clock.monotonic() - this.#at) / 1000;
    this.#at = this.#clock.monotonic();
    const used = this.#processorSeconds(own);
    return {
      cpuCores: elapsed > 0 ? Math.round((used / elapsed) * 100) / 100 : 0,
      memoryBytes: own.reduce((sum, entry) => sum + (isGone(entry) ? 0 : residentBytesOf(entry.pid)), 0),
    };
  }

  #processorSeconds(own: ProcessEntry[]): number {
    const before = this.#before;
    this.#before = new Map(own.map((entry) => [`${entry.pid}:${entry.startTime}`, entry.cpuSeconds]));
    let used = 0;
    for (const [key, seconds] of this.#before) used += seconds - (before.get(key) ?? 0);
    return used;
  }
}
