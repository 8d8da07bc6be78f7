import { formatSeconds } from "#components/time/format-duration.ts";
import { MAX_SECONDS } from "#server/domain/policy-values.ts";

export type DeadlineMove = { inSeconds: number } | { bySeconds: number } | { at: Date };

/** From the deadline as it is, from now, or exactly then. */
export type MoveKind = "by" | "in" | "at";

export const UNITS = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 } as const;
export type Unit = keyof typeof UNITS;

/** As it stands in the form. */
export interface MoveDraft {
  kind: MoveKind;
  /** Of `by` and `in`; `by` may be below 0. */
  amount: string;
  unit: Unit;
  /** As a browser's field for local times has it. */
  at: string;
}

/** Like the first button beside a deadline. */
export const FIRST_DRAFT: MoveDraft = { kind: "by", amount: "15", unit: "minutes", at: "" };
/** Offered at once, in seconds. */
export const STEPS = [900, 3_600] as const;

export function draftOfStep(seconds: number): MoveDraft {
  return { ...FIRST_DRAFT, amount: String(seconds / UNITS.minutes) };
}

/** What is typed, as a move; null while it is none. */
export function moveOf(draft: MoveDraft): DeadlineMove | null {
  if (draft.kind === "at") {
    const at = new Date(draft.at);
    return Number.isNaN(at.getTime()) ? null : { at };
  }
  const seconds = secondsOf(draft);
  if (seconds === null || Math.abs(seconds) > MAX_SECONDS) return null;
  if (draft.kind === "in") return seconds > 0 ? { inSeconds: seconds } : null;
  return seconds === 0 ? null : { bySeconds: seconds };
}

/** What is wrong with the amount that is typed; null while there is nothing, or nothing typed. */
export function amountFault(draft: MoveDraft): string | null {
  if (draft.kind === "at" || draft.amount.trim() === "" || moveOf(draft)) return null;
  const most = Math.floor(MAX_SECONDS / UNITS[draft.unit]);
  return draft.kind === "in"
    ? `It must be a whole number of ${draft.unit} from 1 to ${most}`
    : `It must be a whole number of ${draft.unit} from -${most} to ${most}, and not 0`;
}

/** `1 h 30 min later`, `5 min earlier`, `2 h from now`; empty while it is no move. */
export function amountWords(draft: MoveDraft): string {
  const move = moveOf(draft);
  if (!move || "at" in move) return "";
  if ("inSeconds" in move) return `${formatSeconds(move.inSeconds)} from now`;
  return `${formatSeconds(Math.abs(move.bySeconds))} ${move.bySeconds < 0 ? "earlier" : "later"}`;
}

/** Where one deadline would be moved to. */
export function movedTo(move: DeadlineMove, deadlineAt: Date, now: number): Date {
  if ("at" in move) return move.at;
  if ("inSeconds" in move) return new Date(now + move.inSeconds * 1_000);
  return new Date(deadlineAt.getTime() + move.bySeconds * 1_000);
}

/** True when the server would refuse it: it lies in the past, wherever the deadline is now that it is counted from. */
export function isPast(move: DeadlineMove, deadlineAt: Date | null, now: number): boolean {
  const at = "at" in move ? move.at : deadlineAt && movedTo(move, deadlineAt, now);
  return at !== null && at.getTime() <= now;
}

function secondsOf({ amount, unit }: MoveDraft): number | null {
  const typed = amount.trim();
  return /^-?\d{1,9}$/.test(typed) ? Number(typed) * UNITS[unit] : null;
}
