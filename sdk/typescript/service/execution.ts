import type { ExecutionContext } from "./execution-context.ts";
import { ExecutionTerminated, STOP_REASONS, type StopReason } from "./execution-terminated.ts";
import { Progress, type ProgressReport } from "./progress.ts";
import { type WatchedSignal, watchedSignal } from "./watched-signal.ts";

/** What in user code met the stop. */
export type SeenBy = "checkpoint" | "signal" | "SIGTERM";

/** How an execution hears of its stop and is heard; the host's is shared with the thread that listens to the agent. */
export interface ExecutionLink {
  /** [0]: the stop in the low bits, 0 for none, else 1 + the index of its reason; REPORT_DUE, STOP_MET and SAVE_FIRST. */
  flags: Int32Array;
  report(message: { type: string; [field: string]: unknown }): void;
  /** Sent as often as its rate allows; the newest wins. */
  reportProgress(report: ProgressReport): void;
  /** Throws when `state` is no JSON or too large. */
  save(state: unknown): void;
  /** Asks the agent for more time; null when there is none to ask. */
  extend: ((seconds: number) => Promise<Date>) | null;
}

/** What is called at a stop for this reason; null when nothing is. */
export type StopHooks = (reason: StopReason) => (() => void) | null;

/** Gives what is saved when somebody asks to save, then stop; null where the service has no say in it. */
export type SaveHook = (() => unknown) | null;

/** Set in `flags[0]` once a second: the next checkpoint says how many were passed. */
export const REPORT_DUE = 8;
/** Set in `flags[0]` once user code has met the stop: then it can't be withdrawn. */
const STOP_MET = 16;
/** Set in `flags[0]` with a stop that is met only once the state is saved. */
const SAVE_FIRST = 32;
const REASON_BITS = 7;
const REPORT_INTERVAL_MS = 1_000;

/** One running attempt, as its worker sees it. */
export class Execution {
  context: ExecutionContext;
  readonly progress: Progress;
  readonly #link: ExecutionLink;
  readonly #flags: Int32Array;
  #passed = 0;
  #reported = { passed: 0, at: performance.now(), sentAt: Number.NEGATIVE_INFINITY };
  #watched: WatchedSignal | null = null;
  #termination: ExecutionTerminated | null = null;
  #sigterm = false;
  #hookFor: StopHooks = () => null;
  #saveHook: SaveHook = null;
  #saving = false;

  constructor(context: ExecutionContext, link: ExecutionLink) {
    this.context = context;
    this.#link = link;
    this.#flags = link.flags;
    this.progress = new Progress((report) => link.reportProgress(report));
  }

  /** The reason of the stop that was asked for; null when none was. */
  get stopReason(): StopReason | null {
    return STOP_REASONS[(Atomics.load(this.#flags, 0) & REASON_BITS) - 1] ?? null;
  }

  /** A clock costs more than all the rest of this, so none is read here. */
  checkpoint(): void {
    this.#passed++;
    if (Atomics.load(this.#flags, 0) !== 0) this.#attend();
  }

  get signal(): AbortSignal {
    this.#watched ??= watchedSignal(() => (this.meetStop("signal") ? this.termination() : null));
    this.#watched.fireIfHeard();
    return this.#watched.signal;
  }

  save(state: unknown): void {
    this.#link.save(state);
    if (!this.#saving) this.#stopWaitingForSave();
  }

  async extendTimeout(seconds: number): Promise<Date | null> {
    if (!Number.isInteger(seconds) || seconds < 1) {
      throw new RangeError(`extendTimeout needs a whole number of seconds of at least 1, not ${seconds}`);
    }
    return this.#link.extend ? await this.#link.extend(seconds) : null;
  }

  /** The deadline was moved. */
  moveDeadline(deadline: Date): void {
    this.context = { ...this.context, deadline };
  }

  /** Calls the hook for the stop once, on the event loop, when one is asked for or if it was already. */
  onStop(hookFor: StopHooks, saveHook: SaveHook = null): void {
    this.#hookFor = hookFor;
    this.#saveHook = saveHook;
    this.#callHook();
  }

  /** Called on the event loop once a stop was asked for. */
  fireSignal(): void {
    // Code that waits by the signal may come to no checkpoint: between two of its steps is as good.
    if (this.#watched?.isHeard()) this.#saveFirst("signal");
    this.#watched?.fireIfHeard();
    this.#callHook();
  }

  /**
   * SIGTERM is a stop of its own when nobody said why before; `userListens` when user code listens to it too. With a
   * grace period of 0 the signal may overtake the message that says why: that is waited for, for `patienceMs`.
   */
  onSigterm(userListens: boolean, patienceMs: number): void {
    if (!this.stopReason) Atomics.wait(this.#flags, 0, Atomics.load(this.#flags, 0), patienceMs);
    requestStop(this.#flags, "reset");
    Atomics.and(this.#flags, 0, ~SAVE_FIRST);
    this.#sigterm = true;
    if (userListens) this.meetStop("SIGTERM");
    this.fireSignal();
  }

  /** The one error that all checkpoints of this execution throw, so that an output attached to it is not lost. */
  termination(): ExecutionTerminated {
    this.#termination ??= new ExecutionTerminated(this.stopReason ?? "reset");
    return this.#termination;
  }

  /** Says once to the agent that user code met the stop. False when none was asked for, or it was withdrawn. */
  meetStop(by: SeenBy): boolean {
    for (;;) {
      const old = Atomics.load(this.#flags, 0);
      if ((old & REASON_BITS) === 0 || old & SAVE_FIRST) return false;
      if (old & STOP_MET) return true;
      if (Atomics.compareExchange(this.#flags, 0, old, old | STOP_MET) === old) break;
    }
    this.#link.report({ type: "seen", by: this.#sigterm ? "SIGTERM" : by });
    return true;
  }

  #callHook(): void {
    const reason = this.stopReason;
    const hook = reason && this.#hookFor(reason);
    if (!hook || !this.meetStop("signal")) return;
    this.#hookFor = () => null;
    hook();
  }

  /** Keeps what the service's hook gives, if it has one and that is asked for. A fault of the hook is printed. */
  #saveFirst(by: SeenBy): void {
    if (!this.#saveHook || !(Atomics.load(this.#flags, 0) & SAVE_FIRST)) return;
    Atomics.and(this.#flags, 0, ~SAVE_FIRST);
    if (!this.meetStop(by)) return;
    this.#saving = true;
    try {
      const state = this.#saveHook();
      if (state !== undefined && state !== null) this.#link.save(state);
    } catch (error) {
      process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    } finally {
      this.#saving = false;
    }
  }

  #stopWaitingForSave(): void {
    if (Atomics.and(this.#flags, 0, ~SAVE_FIRST) & SAVE_FIRST) queueMicrotask(() => this.fireSignal());
  }

  #attend(): void {
    if (this.#saving) return;
    this.#saveFirst("checkpoint");
    if (Atomics.and(this.#flags, 0, ~REPORT_DUE) & REPORT_DUE) this.#reportPassed();
    if (this.meetStop("checkpoint")) throw this.termination();
  }

  #reportPassed(): void {
    const at = performance.now();
    const last = this.#reported;
    if (at - last.sentAt < REPORT_INTERVAL_MS) return;
    const intervalMs = (at - last.at) / (this.#passed - last.passed);
    this.#reported = { passed: this.#passed, at, sentAt: at };
    this.#link.report({ type: "checkpoint", count: this.#passed, intervalMs: Number(intervalMs.toFixed(3)) });
  }
}

/** The first reason wins. False when there was one. With `saveFirst` it is met once the state is saved. */
export function requestStop(flags: Int32Array, reason: StopReason, saveFirst = false): boolean {
  const number = (1 + STOP_REASONS.indexOf(reason)) | (saveFirst ? SAVE_FIRST : 0);
  for (;;) {
    const old = Atomics.load(flags, 0);
    if (old & REASON_BITS) return false;
    if (Atomics.compareExchange(flags, 0, old, old | number) !== old) continue;
    Atomics.notify(flags, 0);
    return true;
  }
}

/** Forgets the stop. False when user code has met it. */
export function withdrawStop(flags: Int32Array): boolean {
  for (;;) {
    const old = Atomics.load(flags, 0);
    if (old & STOP_MET) return false;
    if (Atomics.compareExchange(flags, 0, old, old & ~(REASON_BITS | SAVE_FIRST)) === old) return true;
  }
}
