import { pathToFileURL } from "node:url";
import type { Worker } from "node:worker_threads";
import { Attempt } from "./attempt.ts";
import { AttemptLink } from "./attempt-link.ts";
import { bundledEntry } from "./entry-cache.ts";
import { errorReport } from "./error-report.ts";
import { type HeardMessage, keyOf } from "./messages.ts";
import type { Outbox } from "./outbox.ts";
import { findServiceClass, functionNames, type ServiceClass } from "./service-class.ts";
import { SharedExecution } from "./shared-execution.ts";

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
      case "shutdown":
        this.#shutdown = true;
        if (this.#attempts.size === 0) void this.#end(0);
    }
  }

  #run({ order, buffer }: HeardMessage & { type: "run" }): void {
    const shared = new SharedExecution(buffer);
    const attempt = new Attempt(order, new AttemptLink(order, shared, this.#outbox, this.#thread));
    this.#attempts.set(keyOf(order), attempt);
    void attempt.ended.then(() => this.#forget(keyOf(order)));
    void attempt.run(this.#serviceClass as ServiceClass);
  }

  #forget(key: string): void {
    this.#attempts.delete(key);
    const last = !this.#settings.shared || this.#shutdown;
    if (last && this.#attempts.size === 0) void this.#end(0);
  }

  #attendSignals(): void {
    const listener = () => {
      const userListens = process.listenerCount("SIGTERM") > 1;
      for (const { execution } of this.#attempts.values()) execution.onSigterm(userListens);
      if (this.#attempts.size === 0) void this.#end(0);
    };
    process.on("SIGTERM", listener);
  }

  /** With several executions in one worker nobody can say whose error it was: then Node's own way stands. */
  #attendStrayErrors(): void {
    if (this.#settings.shared) return;
    const fail = (error: unknown) => {
      for (const attempt of this.#attempts.values()) attempt.fail(error);
    };
    process.on("uncaughtException", fail);
    process.on("unhandledRejection", fail);
  }

  async #end(code: number): Promise<void> {
    await Promise.all([drained(process.stdout), drained(process.stderr)]);
    this.#outbox.seal();
    process.exit(code);
  }
}

/** Resolves when all that was written is out; a reader that is gone holds nobody up. */
function drained(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write("", () => resolve());
  });
}
