import type { WebhookEvent } from "#server/domain/webhook.ts";
import type { Occurrence } from "#server/webhooks/announce.ts";
import type { Changes, EventRow } from "./changes.ts";

/** What of a batch webhooks may be told, in the order in which it happened. */
export function occurrencesOf({ events, executions }: Changes): Occurrence[] {
  return events.flatMap((row) => {
    const now = executions.get(row.executionId)?.now;
    if (!now) return [];
    const { executionId, at, attempt, actor, data } = row;
    const ended = row.type === "ended" && { message: now.message };
    const facts = { attempt, actor, ...kept(data), ...ended };
    return namesOf(row).map((event) => ({ event, at, serviceId: now.serviceId, executionId, facts }));
  });
}

function namesOf({ type, data }: EventRow): WebhookEvent[] {
  switch (type) {
    case "started":
    case "stop_requested":
    case "stalled":
      return [`execution.${type}`];
    case "retry":
      return ["execution.rerun"];
    case "rerun":
      return data.reason === "lost" ? ["execution.lost", "execution.rerun"] : ["execution.rerun"];
    case "ended": {
      const ended = `execution.${data.status as "success" | "failed" | "terminated"}` as const;
      return data.reason === "lost" || data.cause === "lost" ? ["execution.lost", ended] : [ended];
    }
    default:
      return [];
  }
}

const TOLD = [
  "status",
  "reason",
  "cause",
  "message",
  "unverified",
  "note",
  "withParent",
  "nextAttempt",
  "notBefore",
];
const ALSO_TOLD = ["exitCode", "exitSignal", "seconds"];

/** What a receiver is promised; the rest of the row is for the screens. */
function kept(data: Record<string, unknown>): Record<string, unknown> {
  const names = [...TOLD, ...ALSO_TOLD].filter((name) => data[name] !== undefined);
  return Object.fromEntries(names.map((name) => [name, data[name]]));
}
