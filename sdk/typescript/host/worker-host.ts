import { pathToFileURL } from "node:url";
import type { Worker } from "node:worker_threads";
import { Attempt } from "./attempt.ts";
import { AttemptLink } from "./attempt-link.ts";
import { bundledEntry } from "./entry-cache.ts";
import { errorReport } from "./error-report.ts";
import { type HeardMessage, keyOf, type RunMessage } from "./messages.ts";
import type { Outbox } from "./outbox.ts";
import { routeByAttempt, runAs, runningAttempt } from "./running-attempt.ts";
import { findServiceClass, functionNames, type ServiceClass } from "./service-class.ts";
import { SharedExecution } from "./shared-execution.ts";

/** How long a SIGTERM waits for the message that says why it comes. */
const SIGTERM_PATIENCE_MS = 100;

export interface HostSettings {
  /** Absolute file of the service. */
  entry: string;
  className: string;
  /** The file that services get when they import `curfew`. */
  sdkEntry: string;
  /** False: one execution, then the end. */
  shared: boolean;
}

/** The side of the host that the user's code runs on. */
export class WorkerHost {
  readonly #settings: HostSettings;
  readonly #outbox: Outbox;
  readonly #thread: Worker;
  readonly #attempts = new Map<string, Attempt>();
  #serviceClass: ServiceClass | null = null;
  #shutdown = false;

  constructor(settings: HostSettings, outbox: Outbox, thread: Worker) {
    this.#settings = settings;
    this.#outbox = outbox;
    this.#thread = thread;
  }

  /** Loads the service, then takes orders. */
  async start(): Promise<void> {
    if (this.#settings.shared) routeByAttempt();
    try {
      this.#serviceClass = await this.#load();
    } catch (error) {
      const report = errorReport(error);
      process.stderr.write(`${report.stack || report.message}\n`);
      this.#outbox.send(JSON.stringify({ type: "load_failed", error: report }));
      return this.#end(1);
    }
    this.#outbox.send(JSON.stringify({ type: "ready", functions: functionNames(this.#serviceClass) }));
    this.#attendSignals();
    this.#attendStrayErrors();
    this.#thread.on("message", (message: HeardMessage) => this.#hear(message));
  }

  async #load(): Promise<ServiceClass> {
    const { entry, className, sdkEntry } = this.#settings;
    const module = await import(pathToFileURL(await bundledEntry(entry, sdkEntry)).href);
    return findServiceClass(module, className);
  }

  #hear(message: HeardMessage): void {
    switch (message.type) {
      case "run":
        this.#run(message);
        break;
      case "stop":
        this.#attempts.get(message.key)?.execution.fireSignal();
        break;
      case "deadline":
        this.#attempts.get(message.key)?.hearDeadline(message.message);
        break;
      case "shutdown":
        this.#shutdown = true;
        if (this.#attempts.size === 0) void this.#end(0);
    }
  }

  #run({ order, buffer }: HeardMessage & { type: "run" }): void {
    if (!this.#settings.shared) nameExecution(order);
    const shared = new SharedExecution(buffer);
    const attempt = new Attempt(order, new AttemptLink(order, shared, this.#outbox, this.#thread));
    this.#attempts.set(keyOf(order), attempt);
    void attempt.ended.then(() => this.#forget(keyOf(order)));
    const run = () => attempt.run(this.#serviceClass as ServiceClass);
    void (this.#settings.shared ? runAs(attempt, run) : run());
  }

  #forget(key: string): void {
    this.#attempts.delete(key);
    const last = !this.#settings.shared || this.#shutdown;
    if (last && this.#attempts.size === 0) void this.#end(0);
  }

  #attendSignals(): void {
    const listener = () => {
      const userListens = process.listenerCount("SIGTERM") > 1;
      // With several, waiting for one would be time that the others lack.
      const patienceMs = this.#settings.shared ? 0 : SIGTERM_PATIENCE_MS;
      for (const { execution } of this.#attempts.values()) execution.onSigterm(userListens, patienceMs);
      this.#shutdown = true;
      if (this.#attempts.size === 0) void this.#end(0);
    };
    process.on("SIGTERM", listener);
  }

  /** An error that no promise of a function carries is the error of whoever made the call, where that is known. */
  #attendStrayErrors(): void {
    const fail = (error: unknown) => {
      if (this.#settings.shared) this.#failOneOf(error);
      else for (const attempt of this.#attempts.values()) attempt.fail(error);
    };
    process.on("uncaughtException", fail);
    process.on("unhandledRejection", fail);
  }

  /** When nobody can say whose error it is, the worker ends by it, as any Node process does. */
  #failOneOf(error: unknown): void {
    const attempt = runningAttempt();
    if (attempt) {
      attempt.fail(error);
      return;
    }
    const { type, message, stack } = errorReport(error);
    process.stderr.write(`${stack || `${type}: ${message}`}\n`);
    process.exit(1);
  }

  async #end(code: number): Promise<void> {
    await Promise.all([drained(process.stdout), drained(process.stderr)]);
    this.#outbox.seal();
    process.exit(code);
  }
}

/** For what its code starts: programs, and through them other executions. */
function nameExecution({ id, attempt }: RunMessage): void {
  Object.assign(process.env, { CURFEW_EXECUTION_ID: id, CURFEW_ATTEMPT: String(attempt) });
}

/** Resolves when all that was written is out; a reader that is gone holds nobody up. */
function drained(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write("", () => resolve());
  });
}
