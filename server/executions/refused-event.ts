import type { Autopsy } from "#server/domain/autopsy.ts";
import type { AgentEvent, SequencedEvent } from "#server/protocol/runner-agent.ts";

/** The same event without what the database can't keep; the attempt's log says so. */
export function withoutContent(sequenced: SequencedEvent, why: string): SequencedEvent {
  return { ...sequenced, event: emptied(sequenced.event, Date.parse(sequenced.at), why) };
}

function emptied(event: AgentEvent, at: number, why: string): AgentEvent {
  switch (event.type) {
    case "ended": {
      const { output: _, ...rest } = event;
      return { ...rest, error: { type: "ResultNotKept", message: `The database refused it: ${why}` } };
    }
    case "saved":
    case "progress":
    case "checkpoint":
      return { type: "checkpoint", executionId: event.executionId, attempt: event.attempt, intervalMs: null };
    case "log":
      return { ...event, lines: event.lines.map(() => [at, "s", `This line could not be kept: ${why}`]) };
    case "autopsy":
      return { ...event, autopsy: emptiedAutopsy(event.autopsy, why) };
    case "rung_reached":
      return { ...event, data: {} };
    case "stop_started":
      return { ...event, note: "" };
    case "replica_failed":
      return { ...event, message: `Its reason could not be kept: ${why}` };
    default:
      return event;
  }
}

function emptiedAutopsy({ signal, at, tookMs }: Autopsy, why: string): Autopsy {
  const nothing = { threads: [], moreThreads: 0, processes: [], moreProcesses: 0, lastLines: [] };
  return { signal, at, tookMs, noStacks: `It could not be kept: ${why}`, ...nothing };
}
