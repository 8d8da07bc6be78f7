import type { ChartMark } from "#components/charts/chart-series.ts";
import { wordsOfEvent } from "#components/execution/event-words.ts";
import type { FormatNumber } from "#components/locale/format-number.ts";
import type { ExecutionEventView } from "#server/domain/views.ts";

/** What cuts into a run, with its colour. */
const COLOURS: Record<string, string> = {
  stop_requested: "--stopping",
  delivered: "--stopping",
  seen: "--stopping",
  saved: "--success",
  signalled: "--failed",
  autopsy: "--accent",
  exited: "--terminated",
  verified: "--success",
  order_answered: "--accent",
  deadline_extended: "--accent",
  stalled: "--lost",
  moving_again: "--success",
  reset_started: "--failed",
  replica_draining: "--failed",
};

/** In the timeline's own words; null for what is not marked. */
export function markOf(event: ExecutionEventView, formatNumber: FormatNumber): ChartMark | null {
  const colour = COLOURS[event.type];
  return colour ? { label: wordsOfEvent(event, formatNumber), at: event.at.getTime(), colour } : null;
}
