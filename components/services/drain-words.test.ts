import { expect, test } from "vitest";
import { numberFormat } from "#components/locale/format-number.ts";
import { drainsWords, drainWords, lastDeadline } from "./drain-words.ts";

const english = numberFormat("en");

const one = { id: "a", functionName: "run", until: new Date(0), stopping: false };

test("a drain says why, and how many are waited for", () => {
  expect(drainWords({ revision: 3, cause: "update", waitsFor: [one, one] }, english)).toBe(
    "A replica of revision 3 drains, since another revision takes its place. It takes nothing new and waits for 2 executions.",
  );
  expect(drainWords({ revision: 3, cause: "surplus", waitsFor: [] }, english)).toBe(
    "A replica of revision 3 drains, since fewer replicas are wanted. Nothing runs on it any more: it is ending.",
  );
});

test("many drains are one sentence: how many, why when all have one cause, and how much is waited for", () => {
  const drain = (cause: "update" | "surplus", waitsFor = [one]) => ({ revision: 3, cause, waitsFor });
  expect(drainsWords([drain("update")], english)).toMatch(/^A replica of revision 3 drains/);
  const fifty = Array.from({ length: 50 }, () => drain("update"));
  expect(drainsWords(fifty, english)).toBe(
    "50 replicas drain, since another revision takes their place. They take nothing new and wait for 50 executions.",
  );
  expect(drainsWords([drain("update", []), drain("surplus", [])], english)).toBe(
    "2 replicas drain. Nothing runs on them any more: they are ending.",
  );
});

test("the last deadline is of what is not stopping yet", () => {
  const later = { ...one, until: new Date(9), stopping: true };
  expect(lastDeadline([{ waitsFor: [one, later] }])).toEqual(new Date(0));
  expect(lastDeadline([{ waitsFor: [later] }])).toBeNull();
});
