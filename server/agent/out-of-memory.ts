import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "../clock.ts";
import type { WorkerExit } from "./outcome.ts";

/** A worker that the kernel killed is known to be dead well within this time. */
const WITHIN_MS = 5_000;

/**
 * Counts what the kernel killed in the agent's own control group for want of memory. It tells no names, so a worker that
 * somebody else killed within seconds of that is taken for one of them: docs/decisions/memory-limits.md.
 */
export class OutOfMemoryWatch {
  readonly #clock: Clock;
  readonly #file: string | null;
  readonly #told = new WeakMap<WorkerExit, boolean>();
  #count: number;
  /** Kills that no exit was told of yet, and when the last of them was found. */
  #untold = 0;
  #foundAt = 0;

  /** `file` holds a line `oom_kill <count>`; null where there is none. */
  constructor(clock: Clock, file: string | null = eventsFile()) {
    this.#clock = clock;
    this.#file = file;
    this.#count = this.#read();
  }

  /** Call it every second or so, so that an old kill is not taken for a new one. */
  look(): void {
    const count = this.#read();
    const now = this.#clock.monotonic();
    if (now - this.#foundAt > WITHIN_MS) this.#untold = 0;
    if (count === this.#count) return;
    this.#untold += Math.max(0, count - this.#count);
    this.#count = count;
    this.#foundAt = now;
  }

  /** True when such a kill explains this exit; the same answer for all that shared it. */
  hasKilled(exit: WorkerExit): boolean {
    if (exit.signal !== "SIGKILL") return false;
    const known = this.#told.get(exit);
    if (known !== undefined) return known;
    this.look();
    const explained = this.#untold > 0;
    if (explained) this.#untold -= 1;
    this.#told.set(exit, explained);
    return explained;
  }

  #read(): number {
    const text = this.#file && readText(this.#file);
    return Number(/^oom_kill (\d+)$/m.exec(text || "")?.[1] ?? 0);
  }
}

function eventsFile(): string | null {
  const files = eventFiles(readText("/proc/self/cgroup"));
  return files.find((file) => /^oom_kill /m.test(readText(file))) ?? null;
}

/**
 * Where kills may be counted, the nearest first; `groups` is as /proc/self/cgroup has it. Version 1 has a hierarchy for
 * memory. Version 2 has one for all (`0::`), and counts in the nearest group above that memory is accounted for.
 */
export function eventFiles(groups: string): string[] {
  const memory = /^\d+:memory:(.*)$/m.exec(groups)?.[1];
  const unified = /^0::\/(.*)$/m.exec(groups)?.[1];
  const version1 =
    memory === undefined ? [] : [join("/sys/fs/cgroup/memory", memory), "/sys/fs/cgroup/memory"];
  const names = unified?.split("/").filter(Boolean) ?? [];
  const version2 = [...names, ""].map((_, up) =>
    join("/sys/fs/cgroup", ...names.slice(0, names.length - up)),
  );
  return [
    ...version1.map((folder) => join(folder, "memory.oom_control")),
    ...version2.map((folder) => join(folder, "memory.events")),
  ];
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
