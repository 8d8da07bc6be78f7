import { Execution } from "../service/execution.ts";
import { bindExecution } from "../service/execution-binding.ts";
import type { ExecutionContext } from "../service/execution-context.ts";
import { ExecutionTerminated } from "../service/execution-terminated.ts";
import type { AttemptLink } from "./attempt-link.ts";
import { type ErrorReport, errorReport } from "./error-report.ts";
import { TooLarge, toJson } from "./json-text.ts";
import type { DeadlineMessage, RunMessage } from "./messages.ts";
import { runAs } from "./running-attempt.ts";
import { functionNames, type ServiceClass, saveHook, stopHook } from "./service-class.ts";

/** A message of the log carries so many characters at most. */
const LONGEST_TEXT = 262_144;

/** Runs the function that an order names, and says how it ended: once. */
export class Attempt {
  readonly execution: Execution;
  /** `id#attempt` */
  readonly key: string;
  readonly #order: RunMessage;
  readonly #link: AttemptLink;
  #over: () => void = () => {};
  /** Settles when the end was reported. */
  readonly ended: Promise<void> = new Promise((resolve) => {
    this.#over = resolve;
  });
  #reported = false;

  constructor(order: RunMessage, link: AttemptLink) {
    this.#order = order;
    this.#link = link;
    this.key = link.key;
    this.execution = new Execution(contextOf(order), link);
  }

  async run(serviceClass: ServiceClass): Promise<void> {
    this.#link.report({ type: "started", pid: process.pid });
    try {
      this.#finish(await this.#call(serviceClass));
    } catch (error) {
      this.fail(error);
    }
  }

  /** False once the end was reported: then what is printed is not its own any more. */
  write(stream: "stdout" | "stderr", text: string): boolean {
    if (this.#reported) return false;
    for (let start = 0; start < text.length; start += LONGEST_TEXT) {
      this.#link.report({ type: "log", stream, text: text.slice(start, start + LONGEST_TEXT) });
    }
    return true;
  }

  hearDeadline(message: DeadlineMessage): void {
    this.execution.moveDeadline(new Date(message.deadline));
    this.#link.extensions.answer(message);
  }

  /** Also called for an error that no promise of the function carries: thrown in a callback of its own. */
  fail(error: unknown): void {
    if (this.#reported) return;
    const termination = this.#terminationIn(error);
    if (termination) {
      this.execution.meetStop("signal");
      this.#finish(termination.output, "stopped");
      return;
    }
    const report = errorReport(error);
    process.stderr.write(`${report.stack || `${report.type}: ${report.message}`}\n`);
    this.#raise(report);
  }

  #call(serviceClass: ServiceClass): unknown {
    const name = this.#order.function;
    const names = functionNames(serviceClass);
    if (!names.includes(name)) {
      throw new TypeError(`the service has no function ${name}; it has ${names.join(", ")}`);
    }
    const service = bindExecution(this.execution, () => new serviceClass());
    this.execution.onStop((reason) => {
      const hook = stopHook(service, reason);
      return hook && (() => void this.#callHook(hook));
    }, saveHook(service));
    return service[name]?.(this.#order.input ?? {}, this.execution.context);
  }

  /** A fault of the hook is printed; the function goes on as it does. */
  async #callHook(hook: () => unknown): Promise<void> {
    try {
      await runAs(this, hook);
    } catch (error) {
      runAs(this, () => process.stderr.write(`${errorReport(error).stack}\n`));
    }
  }

  #finish(output: unknown, type = "returned"): void {
    if (this.#reported) return;
    let json: string;
    try {
      json = toJson(output, "output");
    } catch (error) {
      const fault = error instanceof TooLarge ? "OutputTooLarge" : "OutputNotSerializable";
      this.#raise({ type: fault, message: (error as Error).message, stack: "" });
      return;
    }
    this.#end(type, "output", json);
  }

  #raise(report: ErrorReport): void {
    this.#end("raised", "error", JSON.stringify(report));
  }

  #end(type: string, field: string, json: string): void {
    this.#reported = true;
    this.#link.reportJson(type, field, json);
    this.#link.over();
    this.#over();
  }

  /** The termination itself, or that of the AbortError of something that was given the signal; null without a stop. */
  #terminationIn(error: unknown): ExecutionTerminated | null {
    if (!this.execution.stopReason) return null;
    if (error instanceof ExecutionTerminated) return error;
    return error instanceof Error && error.name === "AbortError" ? this.execution.termination() : null;
  }
}

function contextOf(order: RunMessage): ExecutionContext {
  return {
    executionId: order.id,
    attempt: order.attempt,
    maxAttempts: order.context?.maxAttempts ?? null,
    deadline: order.deadline ? new Date(order.deadline) : null,
    savedState: order.savedState ?? null,
    service: order.context?.service ?? "",
    revision: order.context?.revision ?? null,
  };
}
