import { mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

/**
 * A control group of the kernel (cgroup v2, https://docs.kernel.org/admin-guide/cgroup-v2.html): who is in it stays in
 * it, and so does all that it starts, whatever names, sessions, parents and environments they drop. No limit is set.
 */
export class ControlGroup {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Makes one below the group of this process; null where the system has none or lets this user make none. */
  static create(name: string): ControlGroup | null {
    const own = ownFolder();
    if (!own) return null;
    const group = new ControlGroup(join(own, name));
    return group.make() ? group : null;
  }

  get name(): string {
    return basename(this.folder);
  }

  /** A process that writes 0 to this file is in the group from then on. */
  get door(): string {
    return join(this.folder, "cgroup.procs");
  }

  /** One below it, which need not exist yet. */
  child(name: string): ControlGroup {
    return new ControlGroup(join(this.folder, name));
  }

  make(): boolean {
    try {
      mkdirSync(this.folder, { recursive: true });
      return true;
    } catch {
      return false;
    }
  }

  /** Takes this process in, and all that it starts from now on. False when the kernel refuses. */
  enter(): boolean {
    try {
      writeFileSync(this.door, "0");
      return true;
    } catch {
      return false;
    }
  }

  /** Who lives in it and in the groups below it. */
  pids(): number[] {
    const own = readText(this.door).split("\n").filter(Boolean).map(Number);
    return [...own, ...this.#children().flatMap((child) => child.pids())];
  }

  /** SIGKILL to all of them in one step of the kernel, so that nobody forks away from it (Linux 5.14 and later). */
  kill(): void {
    try {
      writeFileSync(join(this.folder, "cgroup.kill"), "1");
    } catch {
      // An older kernel; they are killed one by one.
    }
  }

  /** True when it is gone, which the kernel allows only once nothing lives in it. */
  remove(): boolean {
    try {
      if (!this.#children().every((child) => child.remove())) return false;
      rmdirSync(this.folder);
      return true;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "ENOENT") return true;
      return code !== "EBUSY" && !readText(join(this.folder, "cgroup.events")).includes("populated 1");
    }
  }

  #children(): ControlGroup[] {
    try {
      const entries = readdirSync(this.folder, { withFileTypes: true });
      return entries.filter((entry) => entry.isDirectory()).map(({ name }) => this.child(name));
    } catch {
      return [];
    }
  }
}

/** The folder of this process's own group; null where there is no cgroup v2, or none that is to be seen from here. */
function ownFolder(): string | null {
  const mount = readText("/proc/self/mountinfo")
    .split("\n")
    .find((line) => line.includes(" - cgroup2 "));
  const [, , , root = "", point = ""] = mount?.split(" ") ?? [];
  const path = /^0::(\/.*)$/m.exec(readText("/proc/self/cgroup"))?.[1];
  if (!point || !path || path.includes("..")) return null;
  if (root === "/") return join(point, path);
  return path === root || path.startsWith(`${root}/`) ? join(point, path.slice(root.length)) : null;
}

function readText(file: string): string {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return "";
  }
}
