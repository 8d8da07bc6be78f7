import { expect, test } from "vitest";
import { answers, buildExecution, curfew } from "./testing-api.ts";

test("what an attempt gave too late is shown, and that it changed nothing", async () => {
  const late = { attempt: 1, at: "2026-11-01T10:00:00.000Z", output: { epochs: 3 }, error: null };
  answers["GET /executions/e1"] = [{ json: buildExecution({ lateResults: [late] }) }];
  answers["GET /executions/e1/autopsies"] = [{ json: { rows: [] } }];
  const { out } = await curfew("executions", "get", "e1");
  expect(out).toContain(
    'Late      attempt 1 gave {"epochs":3} at 2026-11-01T10:00:00.000Z; it changed nothing',
  );
});

test("what waits for its next try has no place in the queue; all else that waits has one", async () => {
  const waits = async (cause: "retry" | "turn", ahead: number) => {
    const wait = { cause, words: "It waits.", ahead, moreAhead: false };
    answers["GET /executions/e1"] = [{ json: buildExecution({ wait }) }];
    answers["GET /executions/e1/autopsies"] = [{ json: { rows: [] } }];
    const { out } = await curfew("executions", "get", "e1");
    return out.split("\n").find((line) => line.startsWith("Waits"));
  };
  expect(await waits("retry", 0)).toBe("Waits     It waits.");
  expect(await waits("turn", 0)).toBe("Waits     It waits. It is the next");
  expect(await waits("turn", 3)).toBe("Waits     It waits. Before it: 3");
});
