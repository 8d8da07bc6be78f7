import { describe, expect, test } from "vitest";
import { answers, asked, buildExecution, curfew } from "./testing-api.ts";

describe("following", () => {
  test.each([
    ["success", 0],
    ["failed", 4],
    ["terminated", 5],
  ])("waiting for one that ends as %s ends with %i", async (status, code) => {
    answers["GET /executions/e1"] = [{ json: buildExecution() }];
    answers["GET /executions/e1/wait"] = [{ json: buildExecution({ status }) }];
    expect((await curfew("executions", "wait", "e1")).code).toBe(code);
  });

  test("of several each is told when it ends, and the worst decides the exit code", async () => {
    const row = (id: string, status: string) => buildExecution({ id, status });
    answers["POST /executions/wait"] = [
      { json: { rows: [row("e2", "failed")] } },
      { json: { rows: [] } },
      { json: { rows: [row("e1", "success")] } },
    ];
    const { code, out } = await curfew("executions", "wait", "e1", "e2");
    expect({ code, out }).toEqual({ code: 4, out: "e2  train  failed\ne1  train  success\n" });
    const waits = asked.filter(({ call }) => call === "POST /executions/wait");
    expect(waits.map(({ input }) => (input as { ids: string[] }).ids)).toEqual([
      ["e1", "e2"],
      ["e1"],
      ["e1"],
    ]);
  });

  test("a server that is away for a while is said to be, and asked again", async () => {
    answers["GET /executions/e1"] = [{ json: buildExecution() }];
    answers["GET /executions/e1/wait"] = [
      { problem: { status: 503, detail: "The web server is shutting down" } },
      { json: buildExecution({ status: "success" }) },
    ];
    const { code, err } = await curfew("executions", "wait", "e1");
    expect([code, err]).toEqual([0, expect.stringContaining("Executions go on; asking again")]);
  });

  test("waiting no longer than a time ends with 6", async () => {
    answers["GET /executions/e1"] = [{ json: buildExecution() }];
    answers["GET /executions/e1/wait"] = [{ json: buildExecution() }];
    expect((await curfew("executions", "wait", "e1", "--timeout", "0.01")).code).toBe(6);
  });

  test("logs are followed from the first line to the end, stderr apart", async () => {
    answers["GET /executions/e1"] = [{ json: buildExecution() }];
    const page = (nextLine: number, over: boolean, ...lines: [string, string][]) => ({
      json: {
        lines: lines.map(([stream, text]) => ({ number: 0, at: "", stream, text })),
        nextLine,
        over,
      },
    });
    answers["GET /executions/e1/logs"] = [
      page(2, false, ["stdout", "one"], ["stderr", "two"]),
      page(2, false),
      page(3, true, ["stdout", "three"]),
      page(3, true),
    ];
    expect(await curfew("executions", "logs", "-f", "e1")).toEqual({
      code: 0,
      out: "one\nthree\n",
      err: "two\n",
    });
    const logs = asked.filter(({ call }) => call.endsWith("/logs"));
    expect(logs.map(({ input }) => (input as { fromLine: string }).fromLine)).toEqual(["0", "2", "2", "3"]);
  });
});
