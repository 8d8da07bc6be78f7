import { Socket } from "node:net";
import type { MessagePort } from "node:worker_threads";
import { REPORT_DUE, requestStop, withdrawStop } from "../service/execution.ts";
import { STOP_REASONS } from "../service/execution-terminated.ts";
import { askMainThread } from "./main-thread-question.ts";
import {
  type AgentMessage,
  type HeardMessage,
  keyOf,
  type RunMessage,
  type StopMessage,
  type ThreadRequest,
  type WithdrawMessage,
} from "./messages.ts";
import { CONTROL_FD, endOwnGroup, Outbox } from "./outbox.ts";
import { SharedExecution } from "./shared-execution.ts";
import { stacksMessage } from "./stack-report.ts";

/**
 * Listens to the agent in a thread of its own, so that a stop is heard and the leash holds while the user's code
 * computes and never yields. Ends with its process.
 */
export class ListeningThread {
  readonly #port: MessagePort;
  readonly #outbox: Outbox;
  readonly #executions = new Map<string, SharedExecution>();
  #unfinished: string[] = [];

  constructor(port: MessagePort, lock: Int32Array) {
    this.#port = port;
    this.#outbox = new Outbox(lock);
  }

  start(): void {
    const stream = new Socket({ fd: CONTROL_FD, readable: true, writable: false });
    stream.setEncoding("utf8");
    stream.on("data", (text) => this.#read(String(text)));
    for (const end of ["end", "error", "close"]) stream.on(end, endOwnGroup);
    this.#port.on("message", (request: ThreadRequest) => this.#serve(request));
    setInterval(() => this.#markReportsDue(), 1_000);
  }

  #read(text: string): void {
    const lines = text.split("\n");
    const last = lines.pop() as string;
    if (lines.length > 0) {
      lines[0] = this.#unfinished.join("") + lines[0];
      this.#unfinished = [];
      for (const line of lines) this.#hear(line);
    }
    this.#unfinished.push(last);
  }

  #hear(line: string): void {
    if (line === "") return;
    const message = JSON.parse(line) as AgentMessage;
    switch (message.type) {
      case "run":
        this.#register(message);
        break;
      case "stop":
        this.#stop(message);
        break;
      case "withdraw":
        this.#withdraw(message);
        break;
      case "deadline":
        this.#tell({ type: "deadline", key: keyOf(message), message });
        break;
      case "stacks":
        void this.#sendStacks(message.withinMs);
        break;
      case "shutdown":
        this.#tell({ type: "shutdown" });
    }
  }

  /** Known from here on, so that a stop right behind the order finds it. */
  #register(order: RunMessage): void {
    const shared = new SharedExecution();
    this.#executions.set(keyOf(order), shared);
    this.#tell({ type: "run", order, buffer: shared.buffer });
  }

  #stop(message: StopMessage): void {
    const key = keyOf(message);
    const shared = this.#executions.get(key);
    if (!shared || !STOP_REASONS.includes(message.reason)) return;
    if (requestStop(shared.flags, message.reason, message.saveFirst)) this.#tell({ type: "stop", key });
  }

  #withdraw({ id, attempt }: WithdrawMessage): void {
    const shared = this.#executions.get(keyOf({ id, attempt }));
    if (!shared || !withdrawStop(shared.flags)) return;
    this.#outbox.send(JSON.stringify({ type: "withdrawn", id, attempt }));
  }

  async #sendStacks(withinMs: number): Promise<void> {
    const report = await askMainThread(withinMs).catch(() => null);
    this.#outbox.send(JSON.stringify(stacksMessage(report)));
  }

  #serve(request: ThreadRequest): void {
    if (request.type === "over") this.#executions.delete(request.key);
    else setTimeout(() => this.#sendKeptProgress(request.key), request.dueInMs);
  }

  #sendKeptProgress(key: string): void {
    this.#outbox.locked(() => {
      const line = this.#executions.get(key)?.takeProgress(Date.now());
      if (line) this.#outbox.write(line);
    });
  }

  #markReportsDue(): void {
    for (const { flags } of this.#executions.values()) Atomics.or(flags, 0, REPORT_DUE);
  }

  #tell(message: HeardMessage): void {
    this.#port.postMessage(message);
  }
}
