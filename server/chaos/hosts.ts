import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "#server/clock.ts";
import type { ProcessEntry } from "#server/process/process-entry.ts";
import { readProcessTable, variableOf } from "#server/process/process-table.ts";
import { signalProcess } from "#server/process/signal-process.ts";
import { descendantsOf, indexChildren } from "#server/process/survivors.ts";
import type { Kin } from "./kin.ts";

/** What can be hit. */
export type Victim = "web" | "runner" | "agent" | "worker";

const STOPPED = "T";

/** What came of this run, and which of it is what. */
export class Hosts {
  readonly #kin: Kin;
  /** Of the Curfew that has the web server and the database. */
  readonly #home: string;

  constructor(kin: Kin, home: string) {
    this.#kin = kin;
    this.#home = home;
  }

  /** Processes of a kind that live and go on, oldest pid first. */
  find(victim: Victim): number[] {
    return this.living()
      .filter(({ kind, state }) => kind === victim && state !== STOPPED)
      .map(({ pid }) => pid);
  }

  /** Agents that have a worker. */
  busyAgents(): number[] {
    const children = indexChildren(readProcessTable());
    return this.find("agent").filter((pid) =>
      descendantsOf(children, [pid]).some((entry) => kindOf(entry.pid) === "worker"),
    );
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
  living(): (ProcessEntry & { kind: Victim | "other" })[] {
    return this.#kin.living().map((entry) => ({ ...entry, kind: kindOf(entry.pid) }));
  }
}

function kindOf(pid: number): Victim | "other" {
  if (variableOf(pid, "CURFEW_WORKER")) return "worker";
  const command = commandOf(pid);
  if (command.includes("/dist/agent.mjs")) return "agent";
  if (command.includes("/dist/runner.mjs")) return "runner";
  return command.includes("next-server") ? "web" : "other";
}

export function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
  } catch {
    return "";
  }
}

/** A second runner in a home of its own, started again whenever it ends unasked: as a second host would have. */
export class SecondHost {
  readonly #clock: Clock;
  readonly #root: string;
  readonly #enter: readonly string[];
  readonly #env: NodeJS.ProcessEnv;
  #child: ChildProcess | null = null;
  #wanted = true;

  /** `enter` put before a command makes it run on the host. */
  constructor(clock: Clock, root: string, enter: readonly string[], env: Record<string, string>) {
    this.#clock = clock;
    this.#root = root;
    this.#enter = enter;
    this.#env = { ...process.env, ...env, LOG_LEVEL: "error" };
  }

  start(): void {
    const runner = [process.execPath, join(this.#root, "dist", "runner.mjs")];
    const [file = "", ...args] = [...this.#enter, ...runner];
    const child = spawn(file, args, {
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
