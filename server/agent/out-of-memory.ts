import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { WorkerExit } from "./outcome.ts";

/** Counts what the kernel killed in the agent's own control group for want of memory. */
export class OutOfMemoryWatch {
  readonly #file: string | null;
  readonly #told = new WeakMap<WorkerExit, boolean>();
  #count: number;

  constructor() {
    this.#file = eventsFile();
    this.#count = this.#read();
  }

  /** True when there was such a kill since the last exit of which this was said; the same for all that shared it. */
  hasKilled(exit: WorkerExit): boolean {
    if (exit.signal !== "SIGKILL") return false;
    const known = this.#told.get(exit);
    if (known !== undefined) return known;
    const count = this.#read();
    const more = count > this.#count;
    this.#count = count;
    this.#told.set(exit, more);
    return more;
  }

  #read(): number {
    const text = this.#file && readText(this.#file);
    return Number(/^oom_kill (\d+)$/m.exec(text || "")?.[1] ?? 0);
  }
}

/** Version 2 has one hierarchy (`0::`), version 1 one for memory; null where neither can be read. */
function eventsFile(): string | null {
  const groups = readText("/proc/self/cgroup");
  const unified = /^0::(.*)$/m.exec(groups)?.[1];
  const memory = /^\d+:memory:(.*)$/m.exec(groups)?.[1];
  const candidates = [
    memory && join("/sys/fs/cgroup/memory", memory, "memory.oom_control"),
    "/sys/fs/cgroup/memory/memory.oom_control",
    unified && join("/sys/fs/cgroup", unified, "memory.events"),
    "/sys/fs/cgroup/memory.events",
  ];
  return (
    candidates.find(
      (file): file is string => Boolean(file) && /^oom_kill /m.test(readText(file as string)),
    ) ?? null
  );
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
