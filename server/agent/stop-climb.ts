import type { Clock } from "../clock.ts";
import type { StopMode, StopReason, StopSignal } from "../domain/stop.ts";
import {
  type LadderProgress,
  type LadderTimes,
  nextLadderStep,
  shortenLadder,
} from "../domain/stop-ladder.ts";

export interface StopRequest {
  reason: StopReason;
  /** Said when nobody asked but the agent. */
  note: string | null;
  /** `checkpoint` when left out. */
  mode?: StopMode;
  /** It may run elsewhere already: nothing is waited for. */
  atOnce?: true;
  /** Of a stop that was asked for: how many of the attempt's were withdrawn before it. */
  serial?: number;
}

/** A stop under way on the agent's monotonic clock. */
export class StopClimb {
  readonly reason: StopReason;
  /** How many stops of the attempt were withdrawn before this one. */
  readonly serial: number;
  readonly #clock: Clock;
  readonly #send: (signal: StopSignal) => void;
  readonly #together: (() => void) | null;
  #times: LadderTimes;
  #progress: LadderProgress;
  #hastened = false;
  #cancel: () => void = () => {};

  /**
   * `send` is called with each signal when it is due, from `climb` on. `together` takes the place of that where the
   * worker is shared: it looks at all that are stopped, and says by `noteSent` what was sent.
   */
  constructor(
    about: { reason: StopReason; serial: number; times: LadderTimes; together?: (() => void) | null },
    clock: Clock,
    send: (signal: StopSignal) => void,
  ) {
    this.reason = about.reason;
    this.serial = about.serial;
    this.#times = about.times;
    this.#together = about.together ?? null;
    this.#clock = clock;
    this.#send = send;
    this.#progress = { askedAt: clock.monotonic(), sent: null, sentAt: null };
  }

  get graceMs(): number {
    return this.#times.graceMs;
  }

  get times(): LadderTimes {
    return this.#times;
  }

  /** It has less time than its own reason gives it, and nobody may give it more. */
  get isHastened(): boolean {
    return this.#hastened;
  }

  get askedAt(): number {
    return this.#progress.askedAt;
  }

  /** Its time is up, and it is those beside it in a shared worker that are waited for. */
  get waitsForOthers(): boolean {
    return this.#together !== null && this.sent === null && this.#dueAt <= this.#clock.monotonic();
  }

  /** The strongest signal sent so far. */
  get sent(): StopSignal | null {
    return this.#progress.sent;
  }

  /** The next signal and when it is due on the monotonic clock; null when nothing stronger is left. */
  get next(): { signal: StopSignal; at: number } | null {
    const signal = this.#nextSignal;
    return signal && { signal, at: this.#dueAt };
  }

  noteSent(signal: StopSignal): void {
    this.#progress = { ...this.#progress, sent: signal, sentAt: this.#clock.monotonic() };
  }

  climb(): void {
    this.cancel();
    if (this.#together) {
      this.#together();
      return;
    }
    for (;;) {
      const step = nextLadderStep(this.#progress, this.#times, this.#clock.monotonic());
      if (step.type === "exhausted") return;
      if (step.type === "wait") {
        const left = Math.ceil(step.until - this.#clock.monotonic());
        this.#cancel = this.#clock.after(left, () => this.climb());
        return;
      }
      this.noteSent(step.signal);
      this.#send(step.signal);
    }
  }

  /** Waits for nothing more; what was sent is sent. */
  cancel(): void {
    this.#cancel();
    this.#cancel = () => {};
  }

  /** Moves the next signal: to later by so many milliseconds, or to now. Call `climb` afterwards. */
  postpone(by: number | "now"): void {
    const ms = by === "now" ? this.#clock.monotonic() - this.#dueAt : by;
    const { graceMs, killWaitMs } = this.#times;
    this.#times =
      this.sent === null ? { graceMs: graceMs + ms, killWaitMs } : { graceMs, killWaitMs: killWaitMs + ms };
  }

  /** Leaves it no more time than a stop with these times that begins now. Call `climb` afterwards. */
  hasten(most: LadderTimes): void {
    this.#hastened = true;
    this.#times = shortenLadder(this.#progress, this.#times, most, this.#clock.monotonic());
  }

  get #nextSignal(): StopSignal | null {
    if (this.sent === "SIGKILL") return null;
    return this.sent === null ? "SIGTERM" : "SIGKILL";
  }

  get #dueAt(): number {
    const { askedAt, sentAt } = this.#progress;
    return sentAt === null ? askedAt + this.#times.graceMs : sentAt + this.#times.killWaitMs;
  }
}
