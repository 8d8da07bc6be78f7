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
