import type { MessagePort, Worker } from "node:worker_threads";
import { type ExecutionLink, REPORT_DUE } from "../service/execution.ts";
import type { ProgressReport } from "../service/progress.ts";
import { Extensions } from "./extensions.ts";
import { toJson } from "./json-text.ts";
import { keyOf, type ThreadRequest } from "./messages.ts";
import type { Outbox } from "./outbox.ts";
import type { SharedExecution } from "./shared-execution.ts";

/** Reports of one attempt, written to the agent's stream before the call returns. */
export class AttemptLink implements ExecutionLink {
  readonly flags: Int32Array;
  readonly key: string;
  readonly extensions = new Extensions((message) => this.report(message));
  readonly #attempt: { id: string; attempt: number };
  readonly #shared: SharedExecution;
  readonly #outbox: Outbox;
  readonly #thread: Pick<Worker | MessagePort, "postMessage">;

  constructor(
    attempt: { id: string; attempt: number },
    shared: SharedExecution,
    outbox: Outbox,
    thread: Pick<Worker | MessagePort, "postMessage">,
  ) {
    this.#attempt = { id: attempt.id, attempt: attempt.attempt };
    this.#shared = shared;
    this.#outbox = outbox;
    this.#thread = thread;
    this.key = keyOf(attempt);
    this.flags = shared.flags;
    // The first checkpoint says at once that there are any.
    Atomics.or(this.flags, 0, REPORT_DUE);
  }

  report(message: { type: string; [field: string]: unknown }): void {
    this.#outbox.send(this.#line(message));
  }

  /** `json` is the text of `field`, made and measured before. */
  reportJson(type: string, field: string, json: string): void {
    const head = this.#line({ type });
    this.#outbox.locked(() => {
      this.#flushProgress();
      this.#outbox.write(`${head.slice(0, -1)},"${field}":${json}}`);
    });
  }

  extend = (seconds: number): Promise<Date> => this.extensions.ask(seconds);

  save(state: unknown): void {
    this.reportJson("saved", "state", toJson(state, "state"));
  }

  reportProgress(report: ProgressReport): void {
    const line = this.#line({ type: "progress", ...report });
    const dueInMs = this.#outbox.locked(() => this.#sendOrKeep(line));
    if (dueInMs > 0) this.#request({ type: "progress_kept", key: this.key, dueInMs });
  }

  over(): void {
    this.#request({ type: "over", key: this.key });
  }

  /** Milliseconds until the line must be sent; 0 when that is done or was asked for before. */
  #sendOrKeep(line: string): number {
    const dueInMs = this.#shared.progressDueIn(Date.now());
    const firstKept = this.#shared.keepProgress(line);
    if (dueInMs === 0) this.#flushProgress();
    return firstKept ? dueInMs : 0;
  }

  #flushProgress(): void {
    const kept = this.#shared.takeProgress(Date.now());
    if (kept) this.#outbox.write(kept);
  }

  #request(request: ThreadRequest): void {
    this.#thread.postMessage(request);
  }

  #line(message: { type: string; [field: string]: unknown }): string {
    const { type, ...fields } = message;
    return JSON.stringify({ type, ...this.#attempt, ...fields });
  }
}
