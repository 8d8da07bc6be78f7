import type { FormatNumber } from "#components/locale/format-number.ts";
import type { AuditAction, AuditEntry } from "#server/domain/audit.ts";

/** What was done, after the name of who did it and before what it was done to. */
const DEEDS: Record<AuditAction, string> = {
  "execution.terminate": "asked to stop",
  "execution.withdraw": "withdrew the stop of",
  "execution.escalate": "sent the next signal to",
  "execution.more-time": "gave more time to stop to",
  "execution.deadline": "moved the deadline of",
  "execution.label": "labelled",
  "execution.rerun": "started again",
  "service.create": "deployed",
  "service.update": "changed",
  "service.roll-back": "rolled back",
  "service.cut": "stopped what old replicas run of",
  "service.pause": "paused",
  "service.resume": "resumed",
  "service.try-again": "had replicas tried again of",
  "service.restart": "restarted",
  "service.delete": "deleted",
  "bulk.start": "began",
  "bulk.stop-now": "stopped at once, without counting, by",
  "bulk.pause": "paused",
  "bulk.resume": "resumed",
  "bulk.abort": "aborted",
  "api-key.create": "made",
  "api-key.revoke": "revoked",
  "webhook.create": "made",
  "webhook.update": "changed",
  "webhook.remove": "deleted",
  "webhook.rotate-secret": "made a new secret for",
  "webhook.redeliver": "delivered again a message of",
  "webhook.test": "sent a test to",
  "reason-templates.save": "changed",
};

const KINDS: Record<string, string> = {
  execution: "execution",
  service: "service",
  bulk: "bulk",
  "api-key": "API key",
  webhook: "webhook",
};

/** In the filter: the kind and the deed. */
export function actionLabel(action: AuditAction): string {
  const kind = action.split(".")[0] ?? "";
  return action === "reason-templates.save" ? "reasons: changed" : `${KINDS[kind] ?? kind}: ${DEEDS[action]}`;
}

/** What was done; an action that this Curfew does not know is called by its own name. */
export function deedOf({ action }: Pick<AuditEntry, "action">): string {
  return (DEEDS as Record<string, string>)[action] ?? action;
}

/** What it was done to, without its name. */
export function kindOf({ subjectType }: Pick<AuditEntry, "subjectType">): string {
  return subjectType === "settings" ? "the reasons for a stop" : (KINDS[subjectType] ?? subjectType);
}

/** Where it stands; null where it has no page. */
export function subjectHref({ subjectType, subjectId, subjectName }: AuditEntry): string | null {
  if (subjectType === "execution") return `/executions/${subjectId}`;
  if (subjectType === "service") return subjectName && `/services/${encodeURIComponent(subjectName)}`;
  if (subjectType === "bulk") return `/bulk/${subjectId}`;
  if (subjectType === "webhook") return `/settings/webhooks/${subjectId}`;
  return subjectType === "api-key" ? "/settings/api-keys" : "/settings";
}

/** Facts that say more than the deed; the note is shown by itself. */
export function detailOf({ action, data }: AuditEntry, formatNumber: FormatNumber): string | null {
  const number = (name: string) => (typeof data[name] === "number" ? (data[name] as number) : null);
  if (typeof data.note === "string") return `“${data.note}”`;
  if (action === "service.update" || action === "service.roll-back") {
    const fields = Object.keys((data.change ?? {}) as object).join(", ");
    const revision = number("revision");
    return [revision && `revision ${revision}`, fields].filter(Boolean).join(": ") || null;
  }
  if (action.startsWith("bulk.")) {
    const total = number("total");
    return (
      [data.kind, total !== null && `${formatNumber(total)} executions`, data.filter]
        .filter(Boolean)
        .join(" · ") || null
    );
  }
  if (action === "webhook.test")
    return typeof data.error === "string" ? data.error : `answered ${number("status")}`;
  const seconds = number("seconds") ?? number("bySeconds");
  return seconds === null ? null : `${seconds} s`;
}
