import { expect, test } from "vitest";
import { numberFormat } from "#components/locale/format-number.ts";
import { drainWords } from "./drain-words.ts";

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
