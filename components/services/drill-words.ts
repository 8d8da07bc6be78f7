import type { FormatNumber } from "#components/locale/format-number.ts";
import { formatDuration, formatSeconds } from "#components/time/format-duration.ts";
import type { DrillOutcome, DrillPhase, DrillView } from "#server/domain/drill.ts";

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
  const { outcome, tookMs, allowedMs, signal, saved, phase, runSeconds } = drill;
  const took = formatDuration(tookMs ?? 0, { formatNumber });
  const allowed =
    typeof allowedMs === "number" ? ` of the ${formatDuration(allowedMs, { formatNumber })} that it has` : "";
  const state = saved ? "It saved its state." : "It saved nothing after the request.";
  switch (outcome) {
    case null:
      return phaseSentence(phase, formatSeconds(runSeconds));
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

function phaseSentence(phase: DrillPhase | null, time: string): string {
  switch (phase) {
    case "waiting":
      return `Nothing runs it yet. Once it has run for ${time} it is asked to stop.`;
    case "running":
      return `It runs. Once it has run for ${time} it is asked to stop.`;
    case "stopping":
      return "It was asked to stop, and has not ended yet.";
    case "ended":
      return "It has ended; what came of it is not written down yet.";
    default:
      return "It is being started.";
  }
}
