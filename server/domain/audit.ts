/** What people and programs do that the audit keeps. */
export const AUDIT_ACTIONS = [
  "execution.terminate",
  "execution.withdraw",
  "execution.escalate",
  "execution.more-time",
  "execution.deadline",
  "execution.label",
  "execution.rerun",
  "service.create",
  "service.update",
  "service.roll-back",
  "service.restart",
  "service.cut",
  "service.pause",
  "service.resume",
  "service.try-again",
  "service.delete",
  "bulk.start",
  "bulk.stop-now",
  "bulk.pause",
  "bulk.resume",
  "bulk.abort",
  "api-key.create",
  "api-key.revoke",
  "webhook.create",
  "webhook.update",
  "webhook.remove",
  "webhook.rotate-secret",
  "webhook.redeliver",
  "webhook.test",
  "reason-templates.save",
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

export const AUDIT_SUBJECTS = ["execution", "service", "bulk", "api-key", "webhook", "settings"] as const;
export type AuditSubject = (typeof AUDIT_SUBJECTS)[number];

/** Something that somebody did. */
export interface AuditEntry {
  id: number;
  at: Date;
  /** A person's address, `api-key:<name>`, or `system`. */
  actor: string;
  /** One of AUDIT_ACTIONS; an older Curfew may have known others. */
  action: string;
  subjectType: string;
  subjectId: string;
  /** What people call it, of an execution its service; null where nobody knows any more. */
  subjectName: string | null;
  data: Record<string, unknown>;
}

export interface AuditPage {
  /** Newest first. */
  rows: AuditEntry[];
  /** Null on the last page. */
  nextCursor: string | null;
}
