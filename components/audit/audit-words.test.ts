import { expect, test } from "vitest";
import { numberFormat } from "#components/locale/format-number.ts";
import { AUDIT_ACTIONS, type AuditEntry } from "#server/domain/audit.ts";
import { actionLabel, deedOf, detailOf, kindOf, subjectHref } from "./audit-words.ts";

const english = numberFormat("en");

const entry: AuditEntry = {
  id: 1,
  at: new Date(0),
  actor: "ada@example.org",
  action: "execution.terminate",
  subjectType: "execution",
  subjectId: "0198f3a0-1111-7222-8333-4444deadbeef",
  subjectName: "train",
  data: {},
};

test("what was done reads as a sentence", () => {
  expect(`${entry.actor} ${deedOf(entry)} ${kindOf(entry)} ${entry.subjectName}`).toBe(
    "ada@example.org asked to stop execution train",
  );
  expect(deedOf({ action: "service.exploded" })).toBe("service.exploded");
});

test("each action has another label in the filter", () => {
  const labels = AUDIT_ACTIONS.map(actionLabel);
  expect(new Set(labels).size).toBe(labels.length);
  expect(actionLabel("api-key.create")).toBe("API key: made");
});

test("it leads to what it was done to", () => {
  expect(subjectHref(entry)).toBe("/executions/0198f3a0-1111-7222-8333-4444deadbeef");
  expect(subjectHref({ ...entry, subjectType: "service" })).toBe("/services/train");
  expect(subjectHref({ ...entry, subjectType: "service", subjectName: null })).toBeNull();
  expect(subjectHref({ ...entry, subjectType: "settings" })).toBe("/settings");
});

test.each([
  [{ data: { note: "wrong data" } }, "“wrong data”"],
  [{ action: "service.update", data: { revision: 4, change: { policy: {} } } }, "revision 4: policy"],
  [
    { action: "bulk.start", data: { kind: "terminate", total: 500, filter: "service:etl" } },
    "terminate · 500 executions · service:etl",
  ],
  [{ action: "webhook.test", data: { status: 204, error: null } }, "answered 204"],
  [{ action: "webhook.test", data: { status: null, error: "It answered 502." } }, "It answered 502."],
  [{ action: "service.pause", data: { name: "etl" } }, null],
])("%j is told as %s", (change, words) => {
  expect(detailOf({ ...entry, ...change } as AuditEntry, english)).toBe(words);
});
