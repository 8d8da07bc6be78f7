import { expect, test } from "vitest";
import { bulkPlan } from "./bulk-plan.ts";

const running = { status: "in-progress", stop: null, worker: "own" } as const;

test("a stop does what its mode does where the execution runs", () => {
  const words = (worker: "own" | "shared" | "command", mode?: "save" | "now") =>
    bulkPlan("terminate", { ...running, worker }, mode).words;
  expect(words("own")).toBe("It is asked to stop at its next checkpoint.");
  expect(words("shared", "save")).toBe("It goes on until it has saved, then stops.");
  expect(words("own", "now")).toBe("It gets SIGTERM at once.");
  expect(words("shared", "now")).toContain("The reset of its replica begins");
  expect(words("command", "save")).toBe(words("command"));
});

test("what has ended or was asked already is left alone; what stops for another reason is not", () => {
  const plan = (target: Partial<Parameters<typeof bulkPlan>[1]>) =>
    bulkPlan("terminate", { ...running, ...target });
  expect(plan({ status: "failed" }).reached).toBe(false);
  expect(plan({ stop: { final: true } }).reached).toBe(false);
  expect(plan({ stop: { final: false } })).toEqual({
    reached: true,
    words: "It is stopping already: it is not run again.",
  });
  expect(plan({ status: "created", worker: null }).words).toBe("It waits: it ends at once.");
  expect(bulkPlan("rerun", running).reached).toBe(false);
});
