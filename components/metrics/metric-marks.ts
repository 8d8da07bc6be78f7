import type { ChartMark } from "#components/charts/chart-series.ts";
import { EVENT_TONES } from "#components/execution/event-tones.ts";
import { wordsOfEvent } from "#components/execution/event-words.ts";
import type { FormatNumber } from "#components/locale/format-number.ts";
import type { ExecutionEventView } from "#server/domain/views.ts";

/** In the timeline's own words; null for what does not cut into a run. */
export function markOf(event: ExecutionEventView, formatNumber: FormatNumber): ChartMark | null {
  const tone = event.type === "stop_requested" ? "stopping" : EVENT_TONES[event.type];
  return tone
    ? { label: wordsOfEvent(event, formatNumber), at: event.at.getTime(), colour: `--${tone}` }
    : null;
}
