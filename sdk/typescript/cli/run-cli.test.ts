import { describe, expect, test } from "vitest";
import { answers, asked, curfew, run } from "./testing-api.ts";

function buildExecution(overrides: object = {}) {
  return {
    id: "e1",
    serviceName: "train",
    functionName: "run",
    status: "in-progress",
    reason: null,
    message: null,
    attempt: 1,
    maxAttempts: 3,
    createdAt: "2026-11-01T10:00:00.000Z",
    createdBy: "operator@localhost",
    startedAt: "2026-11-01T10:00:00.000Z",
    endedAt: "2026-11-01T10:01:05.000Z",
    deadlineAt: null,
    stop: null,
    progress: null,
    progressMessage: null,
    rerunOf: null,
    input: {},
    output: null,
    error: null,
    ...overrides,
  };
}

describe("starting", () => {
  test("the input is made of JSON and of single fields, and the id is printed", async () => {
    answers["executions.create"] = [{ json: { id: "e1" } }];
    const result = await curfew(
      ...[
        "executions",
        "start",
        "train",
        "--input",
        '{"epochs": 1, "seed": 2}',
        "--set",
        "epochs=10",
        "name=a=b",
      ],
    );
    expect(result).toEqual({ code: 0, out: "e1\n", err: "" });
    const input = { service: "train", input: { epochs: 10, seed: 2, name: "a=b" } };
    expect(asked).toEqual([{ procedure: "executions.create", input, authorization: "Bearer curfew_key" }]);
  });

  test("a priority and a key go along", async () => {
    answers["executions.create"] = [{ json: { id: "e1" } }];
    await curfew("executions", "start", "train", "--priority", "-5", "--key", "night 7");
    expect(asked[0]?.input).toEqual({ service: "train", priority: -5, idempotencyKey: "night 7" });
  });

  test("an input that is no JSON object is refused before anybody is asked", async () => {
    const result = await curfew("executions", "start", "train", "--input", "[1]");
    expect(result).toMatchObject({ code: 2, err: expect.stringContaining("must be a JSON object") });
    expect(asked).toEqual([]);
  });

  test("what the server finds wrong is said field by field", async () => {
    const faults = [{ field: "epochs", message: "must be at least 1" }];
    answers["executions.create"] = [
      { error: { message: "The input is wrong.", data: { httpStatus: 400, faults } } },
    ];
    expect(await curfew("executions", "start", "train")).toEqual({
      code: 1,
      out: "",
      err: "The input is wrong.\n  epochs: must be at least 1\n",
    });
  });
});

describe("following", () => {
  test.each([
    ["success", 0],
    ["failed", 4],
    ["terminated", 5],
  ])("waiting for one that ends as %s ends with %i", async (status, code) => {
    answers["executions.get"] = [{ json: buildExecution({ status }) }];
    expect((await curfew("executions", "wait", "e1")).code).toBe(code);
  });

  test("waiting no longer than a time ends with 6", async () => {
    answers["executions.get"] = [{ json: buildExecution() }];
    expect((await curfew("executions", "wait", "e1", "--timeout", "0.01")).code).toBe(6);
  });

  test("logs are followed from the first line to the end, stderr apart", async () => {
    answers["executions.get"] = [{ json: buildExecution() }, { json: buildExecution({ status: "success" }) }];
    const line = (number: number, stream: string, text: string) => ({ number, at: "", stream, text });
    answers["executions.logs"] = [
      { json: { lines: [line(0, "stdout", "one"), line(1, "stderr", "two")], nextLine: 2 } },
      { json: { lines: [], nextLine: 2 } },
      { json: { lines: [line(2, "stdout", "three")], nextLine: 3 } },
      { json: { lines: [], nextLine: 3 } },
    ];
    expect(await curfew("executions", "logs", "-f", "e1")).toEqual({
      code: 0,
      out: "one\nthree\n",
      err: "two\n",
    });
    expect(asked.map(({ input }) => (input as { fromLine?: number }).fromLine)).toEqual([
      undefined,
      0,
      2,
      undefined,
      2,
      3,
    ]);
  });
});

describe("reading", () => {
  test("a stop is named with the rung that it has reached", async () => {
    const stop = { rung: "delivered" };
    answers["executions.list"] = [{ json: { rows: [buildExecution({ stop })], nextCursor: null } }];
    const { out } = await curfew("executions", "list", "--service", "train", "--status", "stopping");
    expect(out).toContain("stopping (delivered)");
    expect(out).toContain("1 min 5 s");
    expect(asked[0]?.input).toEqual({ services: ["train"], statuses: ["stopping"], limit: 20 });
  });

  test("--json prints what the server answered", async () => {
    answers["executions.get"] = [{ json: buildExecution() }];
    const { out } = await curfew("--json", "executions", "get", "e1");
    expect(JSON.parse(out)).toEqual(buildExecution());
  });

  test("terminating says that it is stopping, never that it has stopped", async () => {
    answers["executions.terminate"] = [{ json: { id: "e1", status: "in-progress", stopping: true } }];
    expect((await curfew("executions", "terminate", "e1", "--note", "wrong data")).out).toBe("e1 stopping\n");
    expect(asked[0]?.input).toEqual({ id: "e1", note: "wrong data" });
  });
});

describe("a stop under way", () => {
  test.each([
    [["withdraw"], "executions.withdraw", {}, "goes on: the stop was withdrawn"],
    [["escalate"], "executions.escalate", {}, "was sent the next signal"],
    [["more-time", "--seconds", "90"], "executions.moreTime", { seconds: 90 }, "has 90 s more to stop"],
    [["deadline", "--in", "60"], "executions.setDeadline", { inSeconds: 60 }, "has another deadline"],
    [["deadline", "--by", "-300"], "executions.setDeadline", { bySeconds: -300 }, "has another deadline"],
  ])(
    "%j says so once it is done, and not before",
    async ([verb = "", ...options], procedure, input, words) => {
      answers[procedure] = [{ json: { id: "e1", done: true } }, { json: { id: "e1", done: false } }];
      expect((await curfew("executions", verb, "e1", ...options)).out).toBe(`e1 ${words}\n`);
      expect(asked[0]).toMatchObject({ procedure, input: { id: "e1", ...input } });
      expect((await curfew("executions", verb, "e1", ...options)).out).toContain("has not answered yet");
    },
  );

  test("one that is too late to withdraw ends with 1 and says when it was met", async () => {
    const message = "It is not possible to withdraw the stop: its code has met the request already, at noon.";
    answers["executions.withdraw"] = [{ error: { message, data: { httpStatus: 409 } } }];
    expect(await curfew("executions", "withdraw", "e1")).toEqual({ code: 1, out: "", err: `${message}\n` });
  });

  test("a deadline is moved either to a time or by one", async () => {
    expect(await curfew("executions", "deadline", "e1")).toMatchObject({
      code: 2,
      err: "Give either --in or --by\n",
    });
    expect((await curfew("executions", "deadline", "e1", "--in", "1", "--by", "1")).code).toBe(2);
  });

  test("more time that is no number is refused before anybody is asked", async () => {
    const result = await curfew("executions", "more-time", "e1", "--seconds", "1.5");
    expect(result).toMatchObject({
      code: 2,
      err: expect.stringContaining("--seconds must be a whole number"),
    });
    expect(asked).toEqual([]);
  });
});

describe("when there is nobody to ask", () => {
  test("an address where nothing answers ends with 3 and says what to do", async () => {
    const result = await run(["services", "list", "--url", "http://127.0.0.1:9"], {
      CURFEW_TOKEN: "curfew_key",
    });
    expect(result).toMatchObject({ code: 3, err: expect.stringContaining("npm start") });
  });

  test("without a key it says where one comes from", async () => {
    const result = await run(["services", "list"], { CURFEW_HOME: "/nowhere" });
    expect(result).toMatchObject({ code: 2, err: expect.stringContaining("CURFEW_TOKEN") });
  });

  test("a word that is no command ends with 2", async () => {
    expect((await curfew("executions", "destroy")).code).toBe(2);
  });
});
