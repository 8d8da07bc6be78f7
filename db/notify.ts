import { CHANGES_CHANNEL, WORK_CHANNEL, type WorkHint } from "./channels.ts";

export interface Notification {
  channel: string;
  payload: string;
}

/** Goes out with every row of the audit. */
export const AUDIT_TOPIC = "audit";

/** Says that anything may have changed. */
const EVERYTHING = "*";
/** PostgreSQL takes payloads of less than 8,000 bytes. */
const TOPICS_A_PAYLOAD = 120;
/** Beyond this, naming what changed costs more than reading it all again. */
const MOST_TOPICS = 2_400;

/** The notifications of one transaction: what wakes runners, and what wakes screens. */
export function notifications(hints: WorkHint[], topics: Iterable<string>): Notification[] {
  const all = [...new Set(topics)];
  const named = all.length > MOST_TOPICS ? [EVERYTHING] : all;
  const changes: Notification[] = [];
  for (let start = 0; start < named.length; start += TOPICS_A_PAYLOAD) {
    const payload = JSON.stringify(named.slice(start, start + TOPICS_A_PAYLOAD));
    changes.push({ channel: CHANGES_CHANNEL, payload });
  }
  return [...hints.map((hint) => ({ channel: WORK_CHANNEL, payload: JSON.stringify(hint) })), ...changes];
}

/** The same of a transaction that adds to the audit, as the JSON that its statement sends them from. */
export function auditedNotes(topics: Iterable<string>, hints: WorkHint[] = []): string {
  return JSON.stringify(notifications(hints, [...topics, AUDIT_TOPIC]));
}

/** Topics of an execution whose status changed, and with it what its service and its runner hold. */
export function statusTopics(executionId: string, serviceId: string): string[] {
  return ["executions", `execution:${executionId}`, "services", `service:${serviceId}`, "runners"];
}

/** Topics of an execution that went on: told so often that what has to be prompt does not follow them. */
export function progressTopics(executionId: string): string[] {
  return ["progress", `progress:${executionId}`];
}
