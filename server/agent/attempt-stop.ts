import type { Policy } from "../domain/policy.ts";
import type { StopSignal } from "../domain/stop.ts";
import { AT_ONCE, type LadderTimes, ladderTimes } from "../domain/stop-ladder.ts";
import type { AttemptKills } from "./attempt-kills.ts";
import type { AttemptOrders, OrderedAttempt } from "./attempt-orders.ts";
import type { AttemptTools } from "./attempt-tools.ts";
import type { LogLines } from "./log-lines.ts";
import { StopClimb, type StopRequest } from "./stop-climb.ts";
import type { Worker } from "./workers/worker.ts";

/** The attempt that is stopped. */
export interface StoppedAttempt extends Pick<OrderedAttempt, "ref" | "isOver"> {
  readonly orders: Pick<AttemptOrders, "refuseWithdrawal">;
  readonly kills: Pick<AttemptKills, "send">;
}

interface StoppedParts {
  policy: Policy;
  worker: Worker;
  logs: LogLines;
}

/** The stops of one attempt: the one under way, and what begins when that is withdrawn. */
export class AttemptStop {
  readonly #attempt: StoppedAttempt;
  readonly #parts: StoppedParts;
  readonly #tools: AttemptTools;
  #climb: StopClimb | null = null;
  /** What would have begun a stop if there had not been one: it does when that is withdrawn. */
  #after: StopRequest | null = null;
  /** Stops with a lower serial number are withdrawn. */
  #withdrawals = 0;
  #fenced = false;

  constructor(attempt: StoppedAttempt, parts: StoppedParts, tools: AttemptTools) {
    this.#attempt = attempt;
    this.#parts = parts;
    this.#tools = tools;
  }

  get climb(): StopClimb | null {
    return this.#climb;
  }

  /** It may run elsewhere already: nothing is waited for. */
  get isFenced(): boolean {
    return this.#fenced;
  }

  /** Begins the ladder; the first reason wins, and what can't wait hastens it. */
  begin(request: StopRequest): void {
    const { reason, note, mode, atOnce = false, serial = this.#withdrawals } = request;
    if (serial < this.#withdrawals) return;
    const { clock, supply, sweeper, reset, record } = this.#tools;
    const { ref } = this.#attempt;
    const { policy, worker } = this.#parts;
    const times = atOnce ? AT_ONCE : ladderTimes(policy, reason, supply.hasCheckpoints, mode);
    this.#fenced ||= atOnce;
    if (this.#climb) {
      if (note !== null) this.#after ??= request;
      if (reason === "lost") this.#hasten(this.#climb, times, note);
      if (reason === "out-of-memory") this.#hasten(this.#climb, AT_ONCE, note);
      return;
    }
    const together = reset && (() => reset.look());
    const about = { reason, serial, times, together };
    this.#climb = new StopClimb(about, clock, (signal) => this.#send(signal));
    if (!this.#attempt.isOver) {
      worker.ask({ reason, graceMs: times.graceMs, saveFirst: mode === "save" });
    }
    if (note !== null) record({ type: "stop_started", ...ref, reason, note });
    record({ type: "rung_reached", ...ref, rung: "delivered", data: {} });
    sweeper.remember(worker.mark);
    if (!this.#attempt.isOver) this.#climb.climb();
  }

  /** The stop is no more; whatever else came meanwhile begins. */
  forget(serial: number): void {
    this.#withdrawals = serial + 1;
    this.#climb?.cancel();
    this.#climb = null;
    const next = this.#after;
    this.#after = null;
    if (next) this.begin(next);
  }

  #hasten(climb: StopClimb, most: LadderTimes, note: string | null): void {
    const { worker, logs } = this.#parts;
    const { orders, isOver } = this.#attempt;
    climb.hasten(most);
    if (note !== null) logs.note(`${note}: its stop is hastened`);
    orders.refuseWithdrawal();
    if (isOver) return;
    // Asked again, for its code may be about to forget the stop.
    worker.ask({ reason: climb.reason, graceMs: most.graceMs, saveFirst: false });
    climb.climb();
  }

  #send(signal: StopSignal): void {
    const climb = this.#climb;
    const isDue = () => !this.#attempt.isOver && this.#climb === climb;
    this.#attempt.kills.send(signal, this.#fenced, isDue);
  }
}
