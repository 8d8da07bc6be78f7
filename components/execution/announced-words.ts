import { REASON_WORDS, STATES, stateOf, stateWords } from "#components/executions/state.tsx";
import type { FormatNumber } from "#components/locale/format-number.ts";
import { isTerminal } from "#server/domain/status.ts";
import type { ExecutionDetail } from "#server/domain/views.ts";
import { type StopLadder, strongestSignal } from "./stop-ladder.ts";
import { stopResult } from "./stop-words.ts";

export type Announced = Pick<
  ExecutionDetail,
  "status" | "stop" | "lost" | "attempt" | "maxAttempts" | "reason" | "message" | "unverified"
>;

/**
 * What is read out of an execution as it goes on: its state, each signal of a stop, and how it ended, each once. Neither time
 * nor progress is in it. `ladder` is the stop of the present attempt; null when there is none.
 */
export function announcedWords(
  execution: Announced,
  ladder: StopLadder | null,
  formatNumber: FormatNumber,
): string {
  const { status, attempt, maxAttempts, reason, message } = execution;
  const { word } = STATES[stateOf(execution)];
  const result = ladder && stopResult(ladder, execution, formatNumber);
  // The row may be a moment ahead of the events that prove its end, or behind them: until both are here it stops still.
  if (result && isTerminal(status)) return `${word}. ${result}`;
  if (ladder) {
    const signal = strongestSignal(ladder);
    return `${isTerminal(status) ? STATES.stopping.word : word}${signal ? `. ${signal} was sent` : ""}`;
  }
  if (status === "created" && attempt > 1) return `${word}, attempt ${attempt} of ${maxAttempts}`;
  const why = message ?? (reason && reason !== "terminated" ? REASON_WORDS[reason] : null);
  const state = stateWords(execution);
  return isTerminal(status) && why ? `${state}. ${why}` : state;
}
