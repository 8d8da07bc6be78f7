import { type ChildProcess, spawn } from "node:child_process";
import { closeSync } from "node:fs";
import type { Clock } from "#server/clock.ts";
import { openLogFile } from "./log-file.ts";

export interface ChildSpec {
  /** `web` or `runner`, for people. */
  name: string;
  file: string;
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** Where its standard output and error go. */
  log: string;
}

/** A process that is started again whenever it ends unasked. */
export interface SupervisedChild {
  name: string;
  pid(): number | null;
  /** How often it ended unasked. */
  failures(): number;
  /**
   * Sends SIGTERM, and SIGKILL to its whole group once `patience` is used up or when `hurry` is aborted. Resolves
   * when it is gone, to how it went.
   */
  stop(patience: Patience, hurry?: AbortSignal): Promise<StopOutcome>;
}

/** How many milliseconds more a child is waited for; asked again when they have passed, until there are none. */
export type Patience = () => Promise<number>;

/** `absent`: there was none, since it waited for its next start. `failed`: it ended by itself, and not as asked. */
export type StopOutcome = "in order" | "failed" | "killed" | "absent";

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 10_000;
/** Who ran this long has recovered: the next delay is the first again. */
const STEADY_MS = 60_000;

/** Starts the child in a process group of its own, on the leash of its standard input. */
export function supervise(
  spec: ChildSpec,
  clock: Clock,
  onFailure: (how: string, delayMs: number) => void,
): SupervisedChild {
  let child: ChildProcess | null = null;
  let wanted = true;
  let failures = 0;
  let delayMs = FIRST_DELAY_MS;
  let cancelRestart = () => {};

  function start(): void {
    const startedAt = clock.monotonic();
    const current = spawnChild(spec);
    child = current;
    onceGone(current, (how) => {
      signalGroup(current, "SIGKILL");
      child = null;
      if (!wanted) return;
      failures += 1;
      if (clock.monotonic() - startedAt > STEADY_MS) delayMs = FIRST_DELAY_MS;
      onFailure(how, delayMs);
      cancelRestart = clock.after(delayMs, start);
      delayMs = Math.min(delayMs * 2, LONGEST_DELAY_MS);
    });
  }

  async function stop(patience: Patience, hurry?: AbortSignal): Promise<StopOutcome> {
    wanted = false;
    cancelRestart();
    const current = child;
    if (!current) return "absent";
    const gone = new Promise<void>((resolve) => onceGone(current, () => resolve()));
    const over = new AbortController();
    current.kill("SIGTERM");
    const waited = patienceUsed(patience, over.signal);
    const killed = await Promise.race([gone.then(() => false), waited, aborted(hurry)]);
    over.abort();
    if (killed) signalGroup(current, "SIGKILL");
    await gone;
    if (killed) return "killed";
    const { exitCode, signalCode } = current;
    // 143 is how a program says that it ended by SIGTERM.
    return exitCode === 0 || exitCode === 143 || signalCode === "SIGTERM" ? "in order" : "failed";
  }

  /** Resolves to true once there is no patience left, to false once nobody waits any more. */
  async function patienceUsed(patience: Patience, over: AbortSignal): Promise<boolean> {
    for (let ms = await patience(); ms > 0 && !over.aborted; ms = await patience()) {
      await clock.sleep(ms, over).catch(() => {});
    }
    return !over.aborted;
  }

  start();
  return { name: spec.name, pid: () => child?.pid ?? null, failures: () => failures, stop };
}

function spawnChild(spec: ChildSpec): ChildProcess {
  const log = openLogFile(spec.log);
  const child = spawn(spec.file, spec.args, {
    cwd: spec.cwd,
    env: { ...spec.env, CURFEW_LEASH: String(process.pid) },
    detached: true,
    stdio: ["pipe", log, log],
  });
  closeSync(log);
  child.stdin?.on("error", () => {});
  return child;
}

function onceGone(child: ChildProcess, then: (how: string) => void): void {
  let told = false;
  const tell = (how: string) => {
    if (!told) then(how);
    told = true;
  };
  child.once("exit", (code, signal) => tell(signal ? `killed by ${signal}` : `exit code ${code}`));
  child.once("error", (error) => tell(error.message));
}

/** Resolves to true once it is; never without a signal. */
function aborted(signal?: AbortSignal): Promise<true> {
  return new Promise((resolve) => {
    if (signal?.aborted) resolve(true);
    signal?.addEventListener("abort", () => resolve(true), { once: true });
  });
}

/** The leader's end is not the group's end. A group that is gone already is fine. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (!child.pid) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
