import type { Clock } from "../clock.ts";
import type { Order, OrderEffect, OrderRefusal } from "../domain/order.ts";
import type { AgentEvent, AttemptRef, OrderMessage } from "../protocol/runner-agent.ts";
import type { AttemptDeadline } from "./attempt-deadline.ts";
import type { StopClimb, StopRequest } from "./stop-climb.ts";
import type { CodeMessage } from "./workers/worker.ts";

/** The attempt that orders are about. */
export interface OrderedAttempt {
  readonly ref: AttemptRef;
  /** Null while nobody asked it to stop. */
  readonly stopping: StopClimb | null;
  readonly deadline: AttemptDeadline;
  /** It said how it ended, or its process is gone. */
  readonly isOver: boolean;
  /** Its code met the stop. */
  readonly hasSeen: boolean;
  stop(request: StopRequest): void;
  /** Tells the code something. False when nobody can be told. */
  tell(message: CodeMessage): boolean;
  /** The stop is no more; whatever else came meanwhile begins. */
  forgetStop(serial: number): void;
}

type Withdrawal = Extract<Order, { kind: "withdraw" }>;

/** Carries out what operators order about one attempt, and answers each order once. */
export class AttemptOrders {
  readonly #attempt: OrderedAttempt;
  readonly #clock: Clock;
  readonly #record: (event: AgentEvent) => void;
  readonly #taken = new Set<string>();
  /** The code was asked to forget the stop and has not said so. */
  #withdrawing: Withdrawal | null = null;

  constructor(attempt: OrderedAttempt, clock: Clock, record: (event: AgentEvent) => void) {
    this.#attempt = attempt;
    this.#clock = clock;
    this.#record = record;
  }

  /** An order that has come before is not carried out again. */
  take({ order, inMs, stop }: OrderMessage): void {
    if (this.#taken.has(order.id)) return;
    this.#taken.add(order.id);
    // What its stop has not brought, its order does; but for a withdrawal, which wants it forgotten.
    if (stop && order.kind !== "withdraw") this.#attempt.stop({ ...stop, note: null });
    switch (order.kind) {
      case "withdraw":
        this.#withdraw(order);
        break;
      case "escalate":
        this.#move(order, "now");
        break;
      case "more-time":
        this.#move(order, order.seconds * 1_000);
        break;
      case "deadline":
        this.#moveDeadline(order, inMs ?? 0);
        break;
    }
  }

  /** Call it when the code has met the stop, a signal was sent, or the attempt is over: then it is too late to withdraw. */
  refuseWithdrawal(): void {
    const order = this.#withdrawing;
    const refusal = order && this.#withdrawalRefusal(order);
    if (!order || !refusal) return;
    this.#withdrawing = null;
    this.#answer(order, refusal);
  }

  /** The code says that it has forgotten the stop. */
  onForgotten(): void {
    this.refuseWithdrawal();
    const order = this.#withdrawing;
    if (!order) return;
    this.#withdrawing = null;
    this.#answer(order, null);
    this.#attempt.forgetStop(order.stop);
  }

  #withdraw(order: Withdrawal): void {
    const { stopping } = this.#attempt;
    const refusal = this.#withdrawalRefusal(order);
    if (refusal) {
      this.#answer(order, refusal);
    } else if (!stopping) {
      // It never came here, and will be ignored when it does.
      this.#answer(order, null);
      this.#attempt.forgetStop(order.stop);
    } else if (this.#attempt.tell({ type: "withdraw" })) {
      this.#withdrawing = order;
    } else {
      this.#answer(order, "not-begun");
    }
  }

  #withdrawalRefusal(order: Withdrawal): OrderRefusal | null {
    const { isOver, stopping, hasSeen } = this.#attempt;
    if (isOver) return "over";
    if (stopping && (stopping.serial !== order.stop || !canBeTakenBack(stopping))) return "other-reason";
    if (hasSeen) return "seen";
    return stopping?.sent ? "signalled" : null;
  }

  #move(order: Order, by: number | "now"): void {
    const { stopping, isOver } = this.#attempt;
    const before = stopping?.next;
    if (isOver || !stopping) this.#answer(order, isOver ? "over" : "not-stopping");
    else if (!before) this.#answer(order, "killed");
    else if (stopping.reason === "lost" || stopping.isHastened) this.#answer(order, "other-reason");
    else if (stopping.waitsForOthers) this.#answer(order, "draining");
    else {
      stopping.postpone(by);
      this.#answer(order, null, this.#effect(before, stopping));
      stopping.climb();
    }
  }

  #moveDeadline(order: Extract<Order, { kind: "deadline" }>, inMs: number): void {
    const { isOver, stopping, deadline } = this.#attempt;
    if (isOver || stopping) this.#answer(order, isOver ? "over" : "stopping");
    else if (inMs <= 0) this.#answer(order, "past");
    else {
      this.#answer(order, null, deadline.moveTo(inMs));
      this.#attempt.tell({ type: "deadline", deadline: order.at, request: null, refusal: null });
    }
  }

  /** Both times are of one look at the clocks, so that their difference is what was ordered. */
  #effect(before: { signal: OrderEffect["signal"]; at: number }, { next }: StopClimb): OrderEffect {
    const from = Math.round(this.#clock.now().getTime() + before.at - this.#clock.monotonic());
    const to = from + Math.round((next?.at ?? before.at) - before.at);
    return { signal: before.signal, from: new Date(from).toISOString(), to: new Date(to).toISOString() };
  }

  #answer(order: Order, refusal: OrderRefusal | null, effect: OrderEffect | null = null): void {
    this.#record({ type: "order_answered", ...this.#attempt.ref, order, refusal, effect });
  }
}

function canBeTakenBack({ reason, isHastened }: StopClimb): boolean {
  return reason === "terminated" && !isHastened;
}
