import { createLoader, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { AUDIT_ACTIONS, AUDIT_SUBJECTS } from "#server/domain/audit.ts";

/** Spans of time, by the word that stands in the address. */
export const SPANS = { hour: 3_600_000, day: 86_400_000, week: 604_800_000, month: 2_592_000_000 } as const;
export type Span = keyof typeof SPANS;
const SPAN_WORDS = Object.keys(SPANS) as Span[];

/** The filter, as the address has it. */
export const AUDIT_PARSERS = {
  actor: parseAsString.withDefault(""),
  action: parseAsStringLiteral(AUDIT_ACTIONS),
  subject: parseAsStringLiteral(AUDIT_SUBJECTS),
  id: parseAsString.withDefault(""),
  within: parseAsStringLiteral(SPAN_WORDS),
};

export const loadAuditFilter = createLoader(AUDIT_PARSERS);

export type AuditFilter = Awaited<ReturnType<typeof loadAuditFilter>>;

/** What is asked for. The beginning of the span is to the minute, so that the question stays the same for that long. */
export function auditInput({ actor, action, subject, id, within }: AuditFilter, now: number) {
  const minute = 60_000;
  return {
    limit: 50,
    ...(actor.trim() && { actor: actor.trim() }),
    ...(action && { action }),
    ...(subject && { subjectType: subject }),
    ...(subject && id && { subjectId: id }),
    ...(within && { from: new Date(Math.floor((now - SPANS[within]) / minute) * minute) }),
  };
}
