import type { Execution } from "./execution.ts";
import { boundExecution } from "./execution-binding.ts";
import type { ExecutionContext } from "./execution-context.ts";
import type { StopReason } from "./execution-terminated.ts";
import type { Progress } from "./progress.ts";

/**
 * A service is a class that extends this one; its methods are its functions, but for those whose name starts with
 * an underscore. Each execution gets an instance of its own and calls one of them with `(input, context)`; what it
 * returns, or its promise gives, is the output: any JSON value of up to 4 MB.
 */
export class BaseServiceRunner {
  readonly #execution: Execution = boundExecution();

  /**
   * Throws ExecutionTerminated when this execution was asked to stop, and again at each later call. Works in a loop
   * that never yields. Call it often: it costs well under a microsecond.
   */
  checkpoint(): void {
    this.#execution.checkpoint();
  }

  /** The same as `checkpoint()`, by the name that Dataloop gives it. */
  killEvent(): void {
    this.#execution.checkpoint();
  }

  /**
   * Fires on the event loop when this execution is asked to stop; give it to `fetch`, timers and child processes.
   * Its reason is the ExecutionTerminated. The stop counts as seen when it fires and somebody listens, or when
   * somebody reads `aborted` as true.
   */
  get signal(): AbortSignal {
    return this.#execution.signal;
  }

  get progress(): Progress {
    return this.#execution.progress;
  }

  get context(): ExecutionContext {
    return this.#execution.context;
  }

  /**
   * Gives this execution so many more seconds until its deadline; gives the new deadline, null outside Curfew. Rejects
   * with ExtensionRefused beyond the service's `maxExecutionTimeout`, or when it has been asked to stop.
   */
  extendTimeout(seconds: number): Promise<Date | null> {
    return this.#execution.extendTimeout(seconds);
  }

  /**
   * Keeps `state`, any JSON value of up to 4 MB, for the next attempt or rerun, which finds it in
   * `this.context.savedState`. A later call replaces it. Throws a TypeError when it is no JSON or too large.
   */
  save(state: unknown): void {
    this.#execution.save(state);
  }

  /**
   * Override it to say what `save(state)` shall keep when somebody asks to save, then stop: called at the next
   * checkpoint, or between two steps of code that listens to `signal`. Null keeps nothing. Without an override such a
   * stop is met after the code's own next `save()`, and at the end of the grace period in any case.
   */
  onSave(): unknown {
    return null;
  }

  /**
   * Override it to learn of a stop at once, on the event loop, while the function still runs: to close a connection or
   * end a child process that it waits for, so that it comes to its next checkpoint. The stop counts as seen then.
   */
  onTerminate(_reason: StopReason): void | Promise<void> {}

  /** The same when the deadline has passed. Without an override it calls `onTerminate("timeout")`. */
  onTimeout(): void | Promise<void> {
    return this.onTerminate("timeout");
  }
}
