import type { FormatNumber } from "#components/locale/format-number.ts";
import { formatDuration, formatSeconds } from "#components/time/format-duration.ts";
import type { DrillOutcome, DrillView } from "#server/domain/drill.ts";

export const DRILL_WORDS: Record<DrillOutcome | "running", string> = {
  running: "Under way",
  passed: "Passed",
  failed: "Failed",
  "ended-early": "No verdict",
  "not-started": "Not started",
  "other-stop": "No verdict",
  unverified: "Unverified",
};

/** What came of a drill, or where it stands. */
export function drillSentence(drill: DrillView, formatNumber: FormatNumber): string {
  const { outcome, tookMs, allowedMs, signal, saved, executionId, runSeconds } = drill;
  const took = formatDuration(tookMs ?? 0, { formatNumber });
  const allowed =
    typeof allowedMs === "number" ? ` of the ${formatDuration(allowedMs, { formatNumber })} that it has` : "";
  const state = saved ? "It saved its state." : "It saved nothing after the request.";
  switch (outcome) {
    case null:
      return executionId
        ? `It runs for ${formatSeconds(runSeconds)}, then it is asked to stop.`
        : "It is being started.";
    case "passed":
      return `Stopped in ${took}${allowed}, ${signal ? `by ${signal}` : "without a signal"}. ${state}`;
    case "failed":
      return `It did not stop by itself: ${signal} ended it, ${took} after the request. ${state}`;
    case "ended-early":
      return "It ended by itself before it was asked to stop: choose an input that runs for longer.";
    case "not-started":
      return "Nothing has begun to run it.";
    case "other-stop":
      return "Something else stopped it before the drill did.";
    case "unverified":
      return "It was lost: nobody saw its end.";
  }
}
