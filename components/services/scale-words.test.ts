import { expect, test } from "vitest";
import { numberFormat } from "#components/locale/format-number.ts";
import type { Placement } from "#server/domain/policy.ts";
import { DEFAULT_PLACEMENT } from "#server/domain/policy-values.ts";
import { replicasWords, scaleWords } from "./scale-words.ts";

const english = numberFormat("en");

test.each<[Partial<Placement>, string, string]>([
  [{}, "1", "1 replica runs, whatever waits."],
  [{ replicas: 0 }, "0", "No replica runs: executions wait."],
  [{ replicas: 3 }, "3", "3 replicas run, whatever waits."],
  [
    { replicas: 1, maxReplicas: 4, executionsPerReplica: 20, cooldown: 60 },
    "1–4",
    "1–4 replicas run: one for each 20 executions that run or wait, fewer after 1 min with less to do.",
  ],
  [
    { replicas: 0, maxReplicas: 2 },
    "0–2",
    "0–2 replicas run: one for each execution that runs or waits, fewer after 5 min with less to do, none while there are none.",
  ],
])("%j is told as %s replicas", (overrides, replicas, sentence) => {
  const placement = { ...DEFAULT_PLACEMENT, ...overrides };
  expect(replicasWords(placement)).toBe(replicas);
  expect(scaleWords(placement, english)).toBe(sentence);
});
