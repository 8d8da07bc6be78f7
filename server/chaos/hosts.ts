import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "#server/clock.ts";
import { isGone } from "#server/process/process-entry.ts";
import { readProcessTable, variableOf } from "#server/process/process-table.ts";
import { signalProcess } from "#server/process/signal-process.ts";

/** What can be hit. */
export type Victim = "web" | "runner" | "agent" | "worker";

/** The homes of this run: whatever carries one of them in its environment belongs to it. */
export class Hosts {
  readonly #homes: string[];
  /** Of the Curfew that has the web server and the database. */
  readonly #home: string;

  constructor(home: string, otherHome: string) {
    this.#home = home;
    this.#homes = [home, otherHome];
  }

  /** Processes of a kind that live, oldest pid first. */
  find(victim: Victim): number[] {
    return this.living()
      .filter(({ kind }) => kind === victim)
      .map(({ pid }) => pid);
  }

  /** The built-in server's first process; null while there is none. */
  postmaster(): number | null {
    try {
      return Number(
        readFileSync(join(this.#home, "postgres", "data", "postmaster.pid"), "utf8").split("\n")[0],
      );
    } catch {
      return null;
    }
  }

  signal(pid: number, signal: NodeJS.Signals): boolean {
    const entry = readProcessTable().find((one) => one.pid === pid);
    return entry !== undefined && signalProcess(entry, signal);
  }

  /** Everything of this run that lives and is none of its keepers. */
  living(): { pid: number; kind: Victim | "other"; name: string }[] {
    return readProcessTable()
      .filter((entry) => !isGone(entry))
      .filter((entry) => this.#homes.includes(variableOf(entry.pid, "CURFEW_HOME") ?? ""))
      .map(({ pid, name }) => ({ pid, name, kind: kindOf(pid) }));
  }
}

function kindOf(pid: number): Victim | "other" {
  if (variableOf(pid, "CURFEW_WORKER")) return "worker";
  const command = commandOf(pid);
  if (command.includes("/dist/agent.mjs")) return "agent";
  if (command.includes("/dist/runner.mjs")) return "runner";
  return command.includes("next-server") ? "web" : "other";
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return "";
  }
}

/** A second runner in a home of its own, started again whenever it ends unasked: as a second host would have. */
export class SecondHost {
  readonly #clock: Clock;
  readonly #root: string;
  readonly #env: NodeJS.ProcessEnv;
  #child: ChildProcess | null = null;
  #wanted = true;

  constructor(clock: Clock, root: string, env: Record<string, string>) {
    this.#clock = clock;
    this.#root = root;
    this.#env = { ...process.env, ...env, LOG_LEVEL: "error" };
  }

  start(): void {
    const child = spawn(process.execPath, [join(this.#root, "dist", "runner.mjs")], {
      cwd: this.#root,
      env: this.#env,
      stdio: ["ignore", "ignore", "inherit"],
    });
    this.#child = child;
    child.once("exit", () => {
      this.#child = null;
      if (this.#wanted) this.#clock.after(300, () => this.#wanted && this.start());
    });
  }

  /** SIGTERM, and its end. */
  async stop(): Promise<void> {
    this.#wanted = false;
    const child = this.#child;
    if (!child) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    await gone;
  }
}
