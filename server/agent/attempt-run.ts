import type { SharedMember } from "../domain/plan-reset.ts";
import type { StopSignal } from "../domain/stop.ts";
import { ladderTimes } from "../domain/stop-ladder.ts";
import type { WorkerMark } from "../process/survivors.ts";
import type { AgentEvent, Assignment, AttemptRef } from "../protocol/runner-agent.ts";
import { AttemptDeadline } from "./attempt-deadline.ts";
import { proveEnd } from "./attempt-end.ts";
import { AttemptKills } from "./attempt-kills.ts";
import { AttemptLimits, type LimitedAttempt } from "./attempt-limits.ts";
import { AttemptOrders, type OrderedAttempt } from "./attempt-orders.ts";
import { AttemptStop } from "./attempt-stop.ts";
import type { AttemptTools } from "./attempt-tools.ts";
import { extendDeadline } from "./extend-deadline.ts";
import { LogLines } from "./log-lines.ts";
import type { WorkerExit, WorkerReport } from "./outcome.ts";
import type { SharedRun } from "./replica-reset.ts";
import type { StopClimb, StopRequest } from "./stop-climb.ts";
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
  readonly #stops: AttemptStop;
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
    const { policy } = assignment;
    this.#stops = new AttemptStop(this, { policy, worker: this.#worker, logs: this.#logs }, tools);
    tools.reset?.join(this);
  }

  get stopping(): StopClimb | null {
    return this.#stops.climb;
  }

  get isOver(): boolean {
    return this.#exit !== null || this.#report !== null;
  }

  get hasSeen(): boolean {
    return this.#seen;
  }

  /** Begins the ladder; the first reason wins. */
  stop(request: StopRequest): void {
    if (!this.#exit) this.#stops.begin(request);
  }

  /** Ends it if its code has not begun; without a stop that is no end of the attempt. */
  refuse(): void {
    if (!this.#worker.begun && !this.stopping && !this.#exit) {
      this.#worker.ask({ reason: "reset", graceMs: 0, saveFirst: false });
    }
  }

  asMember(): SharedMember {
    const { policy } = this.#assignment;
    return {
      deadlineAt: this.deadline.at,
      drainTimeMs: policy.drainTime * 1_000,
      times: this.stopping?.times ?? ladderTimes(policy, "timeout", true),
      askedAt: this.stopping?.askedAt ?? null,
      mustEndNow: this.#stops.isFenced,
    };
  }

  noteSignal(signal: StopSignal): void {
    this.stopping?.noteSent(signal);
    this.kills.noteSent(signal);
  }

  tell(message: CodeMessage): boolean {
    return this.#worker.tell(message);
  }

  forgetStop(serial: number): void {
    this.#stops.forget(serial);
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
        if (message.type === "saved" && this.stopping) this.#reach("saved", {});
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
    this.stopping?.cancel();
    this.orders.refuseWithdrawal();
    if (!exit.goesOn) this.#worker.setPaused(false);
    if (this.stopping) this.#reach("exited", { exitCode: exit.code, exitSignal: exit.signal });
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
    this.stopping?.cancel();
    this.orders.refuseWithdrawal();
    const saved = report.type === "stopped" && (report.output ?? null) !== null;
    if (saved && this.stopping) this.#reach("saved", { by: "output" });
    if (this.#exit || this.stopping?.sent === "SIGKILL") return;
    const end = () => this.kills.endLingering(() => this.#exit === null);
    this.#cancelTimer = this.#tools.clock.after(LINGER_MS, end);
  }

  async #finish(exit: WorkerExit): Promise<void> {
    const { ref } = this;
    const about = { ref, worker: this.#worker, logs: this.#logs, exit };
    const ended = {
      ...about,
      facts: () => ({
        report: this.#report,
        signalled: this.kills.strongest,
        stopped: this.stopping !== null,
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
