import { describe, expect, test } from "vitest";
import { answers, asked, buildExecution, curfew } from "./testing-api.ts";

describe("stopping several", () => {
  test("those that were asked are told, also when one is refused, and the exit code says so", async () => {
    const stopping = (id: string) => ({ json: { id, status: "in-progress", stopping: true, below: 0 } });
    answers["POST /executions/e1/terminate"] = [stopping("e1")];
    answers["POST /executions/e3/terminate"] = [stopping("e3")];
    const { code, out } = await curfew("executions", "terminate", "e1", "e2", "e3");
    expect(code).toBe(1);
    expect(out).toBe("e1 stopping\ne2 refused: nothing at POST /executions/e2/terminate\ne3 stopping\n");
  });
});

describe("what happened, and how many", () => {
  test("all events are read, page by page", async () => {
    const event = (id: number) => ({
      id,
      attempt: 1,
      type: "created",
      at: "t",
      actor: "me",
      data: { n: id },
    });
    answers["GET /executions/e1/events"] = [
      { json: { rows: [event(1), event(2)] } },
      { json: { rows: [event(7)] } },
      { json: { rows: [] } },
    ];
    const { out } = await curfew("executions", "events", "e1");
    expect(out.trim().split("\n")).toHaveLength(4);
    expect(asked.map(({ input }) => (input as { after: string }).after)).toEqual(["0", "2", "7"]);
  });

  test("counts are told by status, and where there may be more", async () => {
    const counts = { created: 0, "in-progress": 2, stopping: 1, success: 10_000, failed: 0, terminated: 0 };
    answers["GET /executions/counts"] = [{ json: { ...counts, atLeast: ["success"] } }];
    const { out } = await curfew("executions", "counts", "-w", "older:1h", "--from", "2026-01-01T00:00:00Z");
    expect(out).toMatch(/^success +10000 or more$/m);
    expect(asked[0]?.input).toEqual({ where: "older:1h", from: "2026-01-01T00:00:00Z" });
  });

  test("a list says how to go on", async () => {
    answers["GET /executions"] = [{ json: { rows: [buildExecution()], nextCursor: "c2" } }];
    expect((await curfew("executions", "list", "-n", "1")).err).toBe("More: --cursor c2\n");
  });
});
