import type { Clock } from "../clock.ts";
import type { StopReason, StopSignal } from "../domain/stop.ts";
import { type LadderProgress, type LadderTimes, ladderTimes, nextLadderStep } from "../domain/stop-ladder.ts";
import type { Log } from "../log.ts";
import type { Sweeper } from "../process/sweeper.ts";
import type { AgentEvent, Assignment, AttemptRef } from "../protocol/runner-agent.ts";
import { LogLines } from "./log-lines.ts";
import type { OutOfMemoryWatch } from "./out-of-memory.ts";
import type { WorkerExit, WorkerReport } from "./outcome.ts";
import type { Worker, WorkerListener, WorkerMessage, WorkerSupply } from "./workers/worker.ts";

/** A worker that has told its result and does not end is ended. */
const LINGER_MS = 2_000;
/** Output that is held open by nobody we know is given up. */
const OUTPUT_END_MS = 2_000;

export interface AttemptTools {
  clock: Clock;
  log: Log;
  sweeper: Sweeper;
  supply: WorkerSupply;
  memory: OutOfMemoryWatch;
  /** Writes down what has happened. */
  record(event: AgentEvent): void;
}

interface Stop {
  reason: StopReason;
  times: LadderTimes;
  progress: LadderProgress;
}

/** One attempt from its assignment to the proof that nothing of it is left. */
export class AttemptRun implements WorkerListener {
  readonly ref: AttemptRef;
  /** Resolves once `ended` is recorded. */
  readonly ended: Promise<void>;
  readonly #assignment: Assignment;
  readonly #tools: AttemptTools;
  readonly #logs: LogLines;
  readonly #worker: Worker;
  readonly #cancelDeadline: () => void;
  #resolveEnded: () => void = () => {};
  #cancelTimer: () => void = () => {};
  #stop: Stop | null = null;
  #seen = false;
  /** The strongest signal that somebody was there to take. */
  #signalled: StopSignal | null = null;
  #report: WorkerReport | null = null;
  #exit: WorkerExit | null = null;

  /** The deadline counts from now. */
  constructor(assignment: Assignment, tools: AttemptTools) {
    const { executionId, attempt } = assignment;
    this.ref = { executionId, attempt };
    this.#assignment = assignment;
    this.#tools = tools;
    this.ended = new Promise((resolve) => {
      this.#resolveEnded = resolve;
    });
    this.#logs = new LogLines(tools.clock, (firstLine, lines) =>
      tools.record({ type: "log", ...this.ref, firstLine, lines }),
    );
    this.#cancelDeadline = tools.clock.after(assignment.deadlineInMs, () => this.#timeOut());
    this.#worker = tools.supply.take(assignment, this);
  }

  /** Begins the ladder; the first reason wins. `note` is given when nobody asked but the agent. */
  stop(reason: StopReason, note: string | null, times?: LadderTimes): void {
    if (this.#stop || this.#exit) return;
    const { clock, supply, sweeper } = this.#tools;
    const { policy } = this.#assignment;
    this.#stop = {
      reason,
      times: times ?? ladderTimes(policy, reason, supply.hasCheckpoints),
      progress: { askedAt: clock.monotonic(), sent: null, sentAt: null },
    };
    const isOver = this.#report !== null;
    if (!isOver) this.#worker.ask(reason, this.#stop.times.graceMs);
    if (note !== null) this.#record({ type: "stop_started", ...this.ref, reason, note });
    this.#reach("delivered", {});
    sweeper.remember(this.#worker.mark);
    if (!isOver) this.#climb(this.#stop);
  }

  /** Stops or resumes reading from the worker. */
  setPaused(paused: boolean): void {
    // What a dead worker left must be read to its end.
    if (!this.#exit) this.#worker.setPaused(paused);
  }

  /** Remembers who is below the worker now. */
  rememberDescendants(): void {
    this.#tools.sweeper.remember(this.#worker.mark);
  }

  onOutput(stream: "o" | "e", data: Buffer): void {
    this.#logs.push(stream, data);
  }

  onMessage(message: WorkerMessage): void {
    // The first word on how it ended is the last word.
    if (this.#report) return;
    switch (message.type) {
      case "started":
        this.#record({ type: "started", ...this.ref, pid: message.pid });
        break;
      case "checkpoint":
        this.#record({ type: "checkpoint", ...this.ref, intervalMs: message.intervalMs ?? null });
        break;
      case "progress":
        this.#onProgress(message);
        break;
      case "seen":
        this.#seen = true;
        this.#reach("seen", { by: message.by });
        break;
      case "saved":
        this.#record({ type: "saved", ...this.ref, state: message.state });
        if (this.#stop) this.#reach("saved", {});
        break;
      case "returned":
      case "raised":
      case "stopped":
        this.#onReport(message);
        break;
    }
  }

  onExit(exit: WorkerExit): void {
    if (this.#exit) return;
    this.#exit = exit;
    this.#cancelDeadline();
    this.#cancelTimer();
    this.#worker.setPaused(false);
    if (this.#stop) this.#reach("exited", { exitCode: exit.code, exitSignal: exit.signal });
    this.#finish(exit).catch((error: unknown) => {
      this.#tools.log.error({ error, ...this.ref }, "an attempt's end can't be told");
    });
  }

  #timeOut(): void {
    const { executionTimeout } = this.#assignment.policy;
    this.stop("timeout", `The execution timeout of ${executionTimeout} s has passed`);
  }

  #onProgress({ percent, message, metrics }: WorkerMessage & { type: "progress" }): void {
    this.#record({
      type: "progress",
      ...this.ref,
      percent: percent ?? null,
      message: message ?? null,
      metrics: metrics ?? null,
    });
  }

  #onReport(report: WorkerReport): void {
    this.#report = report;
    this.#cancelDeadline();
    if (report.type === "stopped" && report.output !== null && report.output !== undefined && this.#stop) {
      this.#reach("saved", { by: "output" });
    }
    if (this.#exit || this.#stop?.progress.sent === "SIGKILL") return;
    this.#cancelTimer();
    this.#cancelTimer = this.#tools.clock.after(LINGER_MS, () => this.#worker.signal("SIGKILL"));
  }

  #climb(stop: Stop): void {
    const { clock, sweeper } = this.#tools;
    for (;;) {
      const step = nextLadderStep(stop.progress, stop.times, clock.monotonic());
      if (step.type === "exhausted") return;
      if (step.type === "wait") {
        this.#cancelTimer = clock.after(Math.ceil(step.until - clock.monotonic()), () => this.#climb(stop));
        return;
      }
      sweeper.remember(this.#worker.mark);
      this.#send(stop, step.signal);
    }
  }

  #send(stop: Stop, signal: StopSignal): void {
    stop.progress = { ...stop.progress, sent: signal, sentAt: this.#tools.clock.monotonic() };
    if (!this.#worker.signal(signal)) return;
    this.#signalled = signal;
    this.#record({ type: "signalled", ...this.ref, signal });
  }

  async #finish(exit: WorkerExit): Promise<void> {
    const { sweeper, memory } = this.#tools;
    const strays = await sweeper.sweep(this.#worker.mark, this.#signalled === "SIGKILL");
    const whole = await this.#outputEnded();
    if (!whole)
      this.#logs.note("Output was held open after the end of all processes; the rest was not read.");
    this.#logs.end();
    const { outcome, output, error } = this.#worker.ending({
      report: this.#report,
      exit,
      sent: this.#signalled,
      seen: this.#seen || (this.#stop !== null && !this.#worker.begun),
      outOfMemory: exit.signal === "SIGKILL" && memory.hasKilled(),
    });
    this.#worker.release();
    this.#record({
      type: "ended",
      ...this.ref,
      outcome,
      ...(output === undefined ? {} : { output }),
      ...(error === undefined ? {} : { error }),
      exitCode: exit.code,
      exitSignal: exit.signal,
      strays,
    });
    this.#resolveEnded();
  }

  /** False when it had to be given up. */
  async #outputEnded(): Promise<boolean> {
    const waiting = new AbortController();
    const late = this.#tools.clock.sleep(OUTPUT_END_MS, waiting.signal).then(
      () => false,
      () => true,
    );
    const whole = await Promise.race([this.#worker.outputEnded.then(() => true), late]);
    waiting.abort();
    return whole;
  }

  #reach(rung: "delivered" | "seen" | "saved" | "exited", data: Record<string, unknown>): void {
    this.#record({ type: "rung_reached", ...this.ref, rung, data });
  }

  #record(event: AgentEvent): void {
    this.#tools.record(event);
  }
}
