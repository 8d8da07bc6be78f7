import type { Policy } from "#server/domain/policy.ts";
import {
  hasReached,
  STOP_MODES,
  STOP_REASONS,
  STOP_RUNGS,
  STOP_SIGNALS,
  type StopMode,
  type StopReason,
  type StopRung,
  type StopSignal,
} from "#server/domain/stop.ts";
import { ladderTimes } from "#server/domain/stop-ladder.ts";
import type { ExecutionEventView, StopView } from "#server/domain/views.ts";

/** `skipped`: the attempt went past this rung, or ended, without anybody having proven it. */
export type RungMark = "reached" | "waiting" | "ahead" | "skipped";

export interface LadderRung {
  rung: StopRung;
  mark: RungMark;
  /** Null unless reached. */
  at: Date | null;
  /** Milliseconds from the request; null unless reached. */
  afterMs: number | null;
}

/** The stop of one attempt, as its events prove it. Times run from the request. */
export interface StopLadder {
  attempt: number;
  reason: StopReason;
  mode: StopMode;
  requestedAt: Date;
  requestedBy: string;
  /** The operator's words; null when none were given. */
  note: string | null;
  rungs: LadderRung[];
  signals: { signal: StopSignal; at: Date; afterMs: number }[];
  /** How user code met the stop; null when that is not known. */
  seenBy: "checkpoint" | "signal" | "SIGTERM" | null;
  /** True once its code began to run. */
  began: boolean;
  /** Who asked to terminate it when it was stopping for another reason already; null when nobody did. */
  alsoAskedBy: string | null;
  /** When an operator's order moved the next signal to; null when none has. */
  moved: { signal: StopSignal; at: Date } | null;
  /** True when only its function was left: its worker runs others and goes on. */
  workerGoesOn: boolean;
  /** True once nobody works on this attempt any more. */
  over: boolean;
}

/**
 * The ladder of `attempt`, or null when nobody asked it to stop. `stop` is the row's own word on the running
 * attempt: it counts where its event is not here yet.
 */
export function stopLadder(
  events: ExecutionEventView[],
  attempt: number,
  stop: StopView | null,
): StopLadder | null {
  const own = sinceWithdrawal(events.filter((event) => event.attempt === attempt));
  const request = own.find((event) => event.type === "stop_requested");
  const requestedAt = request?.at ?? stop?.requestedAt;
  const reason = stopReasonOf(request?.data.reason) ?? stop?.reason;
  if (!requestedAt || !reason) return null;
  const over = own.some((event) => event.type === "ended" || event.type === "rerun");
  return {
    attempt,
    reason,
    mode: STOP_MODES.find((mode) => mode === request?.data.mode) ?? stop?.mode ?? "checkpoint",
    requestedAt,
    requestedBy: request?.actor ?? stop?.requestedBy ?? "system",
    note: textOf(request?.data.note) ?? stop?.note ?? null,
    rungs: markRungs(provenTimes(own, requestedAt, over ? null : stop), requestedAt, over),
    signals: signalsOf(own, requestedAt),
    seenBy: seenByOf(own),
    began: own.some((event) => event.type === "started"),
    alsoAskedBy: own.find((event) => event !== request && isTerminate(event))?.actor ?? null,
    moved: movedBy(own),
    workerGoesOn: own.some(({ type, data }) => type === "verified" && data.workerGoesOn === true),
    over,
  };
}

/** The events that the present stop of an attempt can be told from: those after the last one that was withdrawn. */
export function sinceWithdrawal(own: ExecutionEventView[]): ExecutionEventView[] {
  return own.slice(own.findLastIndex(isWithdrawal) + 1);
}

function isWithdrawal({ type, data }: ExecutionEventView): boolean {
  return type === "order_answered" && data.kind === "withdraw" && data.refusal === null;
}

function movedBy(own: ExecutionEventView[]): StopLadder["moved"] {
  const last = own.findLast(({ type, data }) => type === "order_answered" && typeof data.to === "string");
  const signal = STOP_SIGNALS.find((name) => name === last?.data.signal);
  return last && signal ? { signal, at: new Date(String(last.data.to)) } : null;
}

function provenTimes(
  own: ExecutionEventView[],
  requestedAt: Date,
  stop: StopView | null,
): Map<StopRung, Date> {
  const proven = new Map<StopRung, Date>([["requested", requestedAt]]);
  for (const event of own) {
    const rung = STOP_RUNGS.find((name) => name === event.type);
    if (rung && !proven.has(rung)) proven.set(rung, event.at);
  }
  if (stop && !proven.has(stop.rung)) proven.set(stop.rung, stop.rungAt);
  return proven;
}

function markRungs(proven: Map<StopRung, Date>, requestedAt: Date, over: boolean): LadderRung[] {
  const highest = STOP_RUNGS.findLast((rung) => proven.has(rung)) ?? "requested";
  const next = STOP_RUNGS[STOP_RUNGS.indexOf(highest) + 1];
  return STOP_RUNGS.map((rung) => {
    const at = proven.get(rung) ?? null;
    if (at) return { rung, mark: "reached", at, afterMs: millisecondsAfter(requestedAt, at) };
    if (over || hasReached(highest, rung)) return { rung, mark: "skipped", at: null, afterMs: null };
    return { rung, mark: rung === next ? "waiting" : "ahead", at: null, afterMs: null };
  });
}

function signalsOf(own: ExecutionEventView[], requestedAt: Date): StopLadder["signals"] {
  return own.flatMap((event) => {
    const signal = STOP_SIGNALS.find((name) => name === event.data.signal);
    if (event.type !== "signalled" || !signal) return [];
    return [{ signal, at: event.at, afterMs: millisecondsAfter(requestedAt, event.at) }];
  });
}

function seenByOf(own: ExecutionEventView[]): StopLadder["seenBy"] {
  const by = own.find((event) => event.type === "seen")?.data.by;
  return by === "checkpoint" || by === "signal" || by === "SIGTERM" ? by : null;
}

function stopReasonOf(value: unknown): StopReason | undefined {
  return STOP_REASONS.find((reason) => reason === value);
}

function isTerminate(event: ExecutionEventView): boolean {
  return event.type === "stop_requested" && event.data.reason === "terminated";
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

/** Two hosts' clocks may disagree; an effect is never shown before its cause. */
function millisecondsAfter(from: Date, to: Date): number {
  return Math.max(0, to.getTime() - from.getTime());
}

/** The strongest signal that was sent; null while the code was only asked. */
export function strongestSignal(ladder: StopLadder): StopSignal | null {
  return ladder.signals.some((sent) => sent.signal === "SIGKILL")
    ? "SIGKILL"
    : (ladder.signals[0]?.signal ?? null);
}

/** The rung's time from the request in milliseconds, or null when it was not proven. */
export function reachedAfter(ladder: StopLadder, rung: StopRung): number | null {
  return ladder.rungs.find((step) => step.rung === rung)?.afterMs ?? null;
}

export interface NextSignal {
  signal: StopSignal;
  at: Date;
  /** From SIGTERM to SIGKILL, in milliseconds. */
  killWaitMs: number;
}

/** When the next signal is due, by the policy that the attempt was started with; null when none is to come. */
export function nextSignal(ladder: StopLadder, policy: Policy): NextSignal | null {
  const deliveredAt = ladder.rungs.find((step) => step.rung === "delivered")?.at;
  if (!deliveredAt || ladder.over || reachedAfter(ladder, "exited") !== null) return null;
  const strongest = strongestSignal(ladder);
  if (strongest === "SIGKILL") return null;
  const sent = ladder.signals.find((step) => step.signal === strongest)?.at;
  // SIGTERM long before the grace period's end: the code has no checkpoints and is asked by the signal.
  const early =
    sent !== undefined && sent.getTime() - deliveredAt.getTime() < policy.gracePeriod * 1000 - 500;
  const { graceMs, killWaitMs } = ladderTimes(
    policy,
    ladder.reason,
    ladder.mode === "now" || !early,
    ladder.mode,
  );
  const next: NextSignal = sent
    ? { signal: "SIGKILL", at: new Date(sent.getTime() + killWaitMs), killWaitMs }
    : { signal: "SIGTERM", at: new Date(deliveredAt.getTime() + graceMs), killWaitMs };
  return ladder.moved?.signal === next.signal ? { ...next, at: ladder.moved.at } : next;
}
