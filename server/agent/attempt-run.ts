import type { SharedMember } from "../domain/plan-reset.ts";
import type { StopSignal } from "../domain/stop.ts";
import { AT_ONCE, ladderTimes } from "../domain/stop-ladder.ts";
import type { WorkerMark } from "../process/survivors.ts";
import type { AgentEvent, Assignment, AttemptRef } from "../protocol/runner-agent.ts";
import { AttemptDeadline } from "./attempt-deadline.ts";
import { proveEnd } from "./attempt-end.ts";
import { AttemptKills } from "./attempt-kills.ts";
import { AttemptLimits, type LimitedAttempt } from "./attempt-limits.ts";
import { AttemptOrders, type OrderedAttempt } from "./attempt-orders.ts";
import type { AttemptTools } from "./attempt-tools.ts";
import { extendDeadline } from "./extend-deadline.ts";
import { LogLines } from "./log-lines.ts";
import type { WorkerExit, WorkerReport } from "./outcome.ts";
import type { SharedRun } from "./replica-reset.ts";
import { StopClimb, type StopRequest } from "./stop-climb.ts";
import { reportOf } from "./workers/control-messages.ts";
import type { CodeMessage, OutputStream, Worker, WorkerListener, WorkerMessage } from "./workers/worker.ts";

/** A worker that has told its result and does not end is ended. */
const LINGER_MS = 2_000;

/** One attempt from its assignment to the proof that nothing of it is left. */
export class AttemptRun implements WorkerListener, OrderedAttempt, LimitedAttempt, SharedRun {
  readonly ref: AttemptRef;
  /** Resolves once `ended` is recorded, to true when it never began and may come again. */
  readonly ended: Promise<boolean>;
  readonly #assignment: Assignment;
  readonly #tools: AttemptTools;
  readonly #logs: LogLines;
  readonly #worker: Worker;
  readonly deadline: AttemptDeadline;
  readonly limits: AttemptLimits;
  #resolveEnded: (refused: boolean) => void = () => {};
  #cancelTimer: () => void = () => {};
  readonly orders: AttemptOrders;
  #stop: StopClimb | null = null;
  /** What would have begun a stop if there had not been one: it does when that is withdrawn. */
  #stopAfter: StopRequest | null = null;
  /** Stops with a lower serial number are withdrawn. */
  #withdrawals = 0;
  #seen = false;
  readonly kills: AttemptKills;
  #report: WorkerReport | null = null;
  #exit: WorkerExit | null = null;

  /** The deadline counts from now. */
  constructor(assignment: Assignment, tools: AttemptTools) {
    this.ref = { executionId: assignment.executionId, attempt: assignment.attempt };
    this.#assignment = assignment;
    this.#tools = tools;
    this.ended = new Promise((resolve) => {
      this.#resolveEnded = resolve;
    });
    this.#logs = new LogLines(tools.clock, (firstLine, lines) =>
      tools.record({ type: "log", ...this.ref, firstLine, lines }),
    );
    this.orders = new AttemptOrders(this, tools.clock, tools.record);
    const timeOut = () => this.#timeOut();
    const onMoved = () => tools.reset?.look();
    this.deadline = new AttemptDeadline(tools.clock, assignment.deadlineInMs, timeOut, onMoved);
    this.limits = new AttemptLimits(this, assignment.policy, tools);
    this.#worker = tools.supply.take(assignment, this);
    const onSignalled = () => this.orders.refuseWithdrawal();
    this.kills = new AttemptKills(this.ref, this.#worker, this.#logs, tools, onSignalled);
    tools.reset?.join(this);
  }

  get stopping(): StopClimb | null {
    return this.#stop;
  }

  get isOver(): boolean {
    return this.#exit !== null || this.#report !== null;
  }

  get hasSeen(): boolean {
    return this.#seen;
  }

  /** Begins the ladder; the first reason wins. */
  stop(request: StopRequest): void {
    const { reason, note, times, serial = this.#withdrawals } = request;
    if (this.#exit || serial < this.#withdrawals) return;
    if (this.#stop) {
      if (note !== null) this.#stopAfter ??= request;
      return;
    }
    const { clock, supply, sweeper, reset } = this.#tools;
    const planned = times ?? ladderTimes(this.#assignment.policy, reason, supply.hasCheckpoints);
    const together = reset && (() => reset.look());
    const about = { reason, serial, times: planned, together };
    this.#stop = new StopClimb(about, clock, (signal) => this.#send(signal));
    if (!this.isOver) this.#worker.ask(reason, planned.graceMs);
    if (note !== null) this.#record({ type: "stop_started", ...this.ref, reason, note });
    this.#reach("delivered", {});
    sweeper.remember(this.#worker.mark);
    if (!this.isOver) this.#stop.climb();
  }

  /** Ends it if its code has not begun; without a stop that is no end of the attempt. */
  refuse(): void {
    if (!this.#worker.begun && !this.#stop && !this.#exit) this.#worker.ask("reset", 0);
  }

  asMember(): SharedMember {
    const { policy } = this.#assignment;
    return {
      deadlineAt: this.deadline.at,
      drainTimeMs: policy.drainTime * 1_000,
      times: this.#stop?.times ?? ladderTimes(policy, "timeout", true),
      askedAt: this.#stop?.askedAt ?? null,
      mustEndNow: this.#stop?.times === AT_ONCE,
    };
  }

  noteSignal(signal: StopSignal): void {
    this.#stop?.noteSent(signal);
    this.kills.noteSent(signal);
  }

  tell(message: CodeMessage): boolean {
    return this.#worker.tell(message);
  }

  forgetStop(serial: number): void {
    this.#withdrawals = serial + 1;
    this.#stop?.cancel();
    this.#stop = null;
    const next = this.#stopAfter;
    this.#stopAfter = null;
    if (next) this.stop(next);
  }

  get mark(): WorkerMark {
    return this.#worker.mark;
  }

  /** Stops or resumes reading from the worker. */
  setPaused(paused: boolean): void {
    // What a dead worker left must be read to its end.
    if (this.#exit) return;
    this.#worker.setPaused(paused);
    this.limits.setPaused(paused);
  }

  onOutput(stream: OutputStream, data: Buffer): void {
    this.limits.onOutput();
    this.#logs.push(stream, data);
  }

  onMessage(message: WorkerMessage): void {
    // The first word on how it ended is the last word.
    if (this.#report) return;
    this.limits.onMessage(message);
    switch (message.type) {
      case "started":
      case "checkpoint":
      case "progress":
      case "saved":
        this.#record(reportOf(this.ref, message));
        if (message.type === "saved" && this.#stop) this.#reach("saved", {});
        break;
      case "seen":
        this.#seen = true;
        this.#reach("seen", { by: message.by });
        this.orders.refuseWithdrawal();
        break;
      case "withdrawn":
        this.orders.onForgotten();
        break;
      case "extend":
        extendDeadline(this, this.#assignment.policy, message, this.#tools);
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
    this.deadline.cancel();
    this.limits.cancel();
    this.#cancelTimer();
    this.#stop?.cancel();
    this.orders.refuseWithdrawal();
    if (!exit.goesOn) this.#worker.setPaused(false);
    if (this.#stop) this.#reach("exited", { exitCode: exit.code, exitSignal: exit.signal });
    this.#tools.reset?.leave(this);
    this.#finish(exit).catch((error: unknown) => {
      this.#tools.log.error({ error, ...this.ref }, "an attempt's end can't be told");
    });
  }

  #timeOut(): void {
    const seconds = Math.round(this.deadline.elapsedMs / 1_000);
    this.stop({ reason: "timeout", note: `Its deadline passed after ${seconds} s` });
  }

  #onReport(report: WorkerReport): void {
    this.#report = report;
    this.deadline.cancel();
    this.#stop?.cancel();
    this.orders.refuseWithdrawal();
    const saved = report.type === "stopped" && (report.output ?? null) !== null;
    if (saved && this.#stop) this.#reach("saved", { by: "output" });
    if (this.#exit || this.#stop?.sent === "SIGKILL") return;
    const end = () => this.kills.endLingering(() => this.#exit === null);
    this.#cancelTimer = this.#tools.clock.after(LINGER_MS, end);
  }

  #send(signal: StopSignal): void {
    const stop = this.#stop;
    const isDue = () => !this.isOver && this.#stop === stop;
    this.kills.send(signal, stop?.times === AT_ONCE, isDue);
  }

  async #finish(exit: WorkerExit): Promise<void> {
    const { ref } = this;
    const about = { ref, worker: this.#worker, logs: this.#logs, exit };
    const ended = {
      ...about,
      facts: () => ({
        report: this.#report,
        signalled: this.kills.strongest,
        stopped: this.#stop !== null,
        seen: this.#seen,
      }),
    };
    const event = await proveEnd(ended, this.#tools);
    this.#record({ ...event, ...this.limits.checkpointGap });
    this.#resolveEnded(event.outcome.type === "refused");
  }

  #reach(rung: "delivered" | "seen" | "saved" | "exited", data: Record<string, unknown>): void {
    this.#record({ type: "rung_reached", ...this.ref, rung, data });
  }

  #record(event: AgentEvent): void {
    this.#tools.record(event);
  }
}
