import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { answers, asked, buildExecution, curfew, run } from "./testing-api.ts";

describe("starting", () => {
  test("the input is made of JSON and of single fields, and the id is printed", async () => {
    answers["POST /executions"] = [{ json: { id: "e1" } }];
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
    expect(asked).toEqual([{ call: "POST /executions", input, authorization: "Bearer curfew_key" }]);
  });

  test("a priority and a key go along", async () => {
    answers["POST /executions"] = [{ json: { id: "e1" } }];
    await curfew("executions", "start", "train", "--priority", "-5", "--key", "night 7");
    expect(asked[0]?.input).toEqual({ service: "train", priority: -5, idempotencyKey: "night 7" });
  });

  test("labels go along, and one without a value is refused before anybody is asked", async () => {
    answers["POST /executions"] = [{ json: { id: "0198" } }];
    await curfew("executions", "start", "train", "--label", "team=vision", "run=a=b");
    expect(asked[0]?.input).toEqual({ service: "train", labels: { team: "vision", run: "a=b" } });
    const { code, err } = await curfew("executions", "start", "train", "--label", "team");
    expect([code, err]).toEqual([2, 'a label is typed as key=value, not "team"\n']);
  });

  test("a parent is the one that is named, else the execution whose code this is, else none", async () => {
    answers["POST /executions"] = [{ json: { id: "e1" } }];
    vi.stubEnv("CURFEW_EXECUTION_ID", "e9");
    onTestFinished(() => void vi.unstubAllEnvs());
    await curfew("executions", "start", "train");
    await curfew("executions", "start", "train", "--parent", "e7");
    await curfew("executions", "start", "train", "--no-parent");
    const parents = asked.map(({ input }) => (input as { parentId?: string }).parentId);
    expect(parents).toEqual(["e9", "e7", undefined]);
  });

  test("an input that is no JSON object is refused before anybody is asked", async () => {
    const result = await curfew("executions", "start", "train", "--input", "[1]");
    expect(result).toMatchObject({ code: 2, err: expect.stringContaining("must be a JSON object") });
    expect(asked).toEqual([]);
  });

  test("what the server finds wrong is said field by field", async () => {
    const faults = [{ field: "epochs", message: "must be at least 1" }];
    answers["POST /executions"] = [{ problem: { status: 400, detail: "The input is wrong.", faults } }];
    expect(await curfew("executions", "start", "train")).toEqual({
      code: 1,
      out: "",
      err: "The input is wrong.\n  epochs: must be at least 1\n",
    });
  });
});

describe("reading", () => {
  test("a stop is named with the rung that it has reached", async () => {
    const stop = { rung: "delivered" };
    answers["GET /executions"] = [{ json: { rows: [buildExecution({ stop })], nextCursor: null } }];
    const { out } = await curfew("executions", "list", "--service", "train", "--status", "stopping");
    expect(out).toContain("stopping (delivered)");
    expect(out).toContain("1 min 5 s");
    expect(asked[0]?.input).toEqual({ services: "train", statuses: "stopping", limit: "20" });
  });

  test("one that waits for its next try, and one that stalls, are told as such", async () => {
    const at = "2026-11-01T10:00:40.000Z";
    const waits = buildExecution({ status: "created", attempt: 2, notBefore: at });
    const rows = [
      waits,
      buildExecution({ stalledAt: at }),
      buildExecution({ stalledAt: at, stop: { rung: "seen" } }),
      buildExecution({ status: "terminated", reason: "terminated", unverified: true }),
      buildExecution({ status: "failed", reason: "timeout", unverified: true }),
    ];
    answers["GET /executions"] = [{ json: { rows, nextCursor: null } }];
    const { out } = await curfew("executions", "list");
    const lines = out.split("\n").slice(1);
    for (const [index, words] of [
      `created (next try at ${at})`,
      "in-progress (stalled)",
      "stopping (seen)",
      "terminated (unverified)",
      "failed (timeout, unverified)",
    ].entries())
      expect(lines[index]).toContain(words);
  });

  test("its parent and what it started are told with it", async () => {
    const child = {
      id: "e2",
      serviceName: "etl",
      functionName: "run",
      status: "in-progress",
      stopping: true,
    };
    const done = { ...child, id: "e3", status: "success", stopping: false };
    answers["GET /executions/e1"] = [{ json: buildExecution({ parentId: "e0", children: [child, done] }) }];
    answers["GET /executions/e1/autopsies"] = [{ json: { rows: [] } }];
    const { out } = await curfew("executions", "get", "e1");
    expect(out).toMatch(/^Parent +e0\nChildren +e2 etl stopping\n +e3 etl success$/m);
  });

  test("terminating with --cascade says how many below it were asked", async () => {
    answers["POST /executions/e1/terminate"] = [
      { json: { id: "e1", status: "in-progress", stopping: true, below: 3 } },
    ];
    expect((await curfew("executions", "terminate", "e1", "--cascade")).out).toBe(
      "e1 stopping, with 3 below it\n",
    );
    expect(asked[0]?.input).toEqual({ cascade: true });
  });

  test("--json prints what the server answered", async () => {
    answers["GET /executions/e1"] = [{ json: buildExecution() }];
    answers["GET /executions/e1/autopsies"] = [{ json: { rows: [] } }];
    const { out } = await curfew("--json", "executions", "get", "e1");
    expect(JSON.parse(out)).toEqual({ ...buildExecution(), autopsies: [] });
  });

  test("what was killed is told with the line that it was at, or why nobody can say", async () => {
    answers["GET /executions/e1"] = [{ json: buildExecution() }];
    const taken = { signal: "SIGKILL", blockedAt: "train.py:214 in fit", noStacks: null, threads: [] };
    answers["GET /executions/e1/autopsies"] = [
      { json: { rows: [{ attempt: 1, autopsies: [taken], missing: null }] } },
      { json: { rows: [{ attempt: 1, autopsies: [], missing: "Its agent did not answer" }] } },
    ];
    const get = async () => (await curfew("executions", "get", "e1")).out;
    expect(await get()).toContain("\nKilled at train.py:214 in fit (before SIGKILL)");
    expect(await get()).toContain("\nAutopsy   none: Its agent did not answer");
  });

  test("terminating says that it is stopping, never that it has stopped", async () => {
    answers["POST /executions/e1/terminate"] = [
      { json: { id: "e1", status: "in-progress", stopping: true } },
    ];
    expect((await curfew("executions", "terminate", "e1", "--note", "wrong data")).out).toBe("e1 stopping\n");
    expect(asked[0]?.input).toEqual({ note: "wrong data" });
  });
});

test("labels are set, and removed with a dash", async () => {
  answers["POST /executions/0198/labels"] = [{ json: { id: "0198", labels: { run: "8", a: "1" } } }];
  const { out } = await curfew("executions", "label", "0198", "run=8", "team-");
  expect(asked[0]?.input).toEqual({ set: { run: "8" }, remove: ["team"] });
  expect(out).toBe("a=1 run=8\n");
});

describe("a stop under way", () => {
  test.each([
    [["withdraw"], "POST /executions/e1/withdraw", {}, "goes on: the stop was withdrawn"],
    [["escalate"], "POST /executions/e1/escalate", {}, "was sent the next signal"],
    [
      ["more-time", "--seconds", "90"],
      "POST /executions/e1/more-time",
      { seconds: 90 },
      "has 90 s more to stop",
    ],
    [
      ["extend", "--at", "2030-01-01T12:00:00+02:00"],
      "POST /executions/e1/deadline",
      { at: "2030-01-01T10:00:00.000Z" },
      "has another deadline",
    ],
    [["deadline", "--in", "60"], "POST /executions/e1/deadline", { inSeconds: 60 }, "has another deadline"],
    [
      ["deadline", "--by", "-300"],
      "POST /executions/e1/deadline",
      { bySeconds: -300 },
      "has another deadline",
    ],
  ])("%j says so once it is done, and not before", async ([verb = "", ...options], call, input, words) => {
    answers[call] = [{ json: { id: "e1", done: true } }, { json: { id: "e1", done: false } }];
    expect((await curfew("executions", verb, "e1", ...options)).out).toBe(`e1 ${words}\n`);
    expect(asked[0]).toEqual({ call, input, authorization: "Bearer curfew_key" });
    expect((await curfew("executions", verb, "e1", ...options)).out).toContain("has not answered yet");
  });

  test("one that is too late to withdraw ends with 1 and says when it was met", async () => {
    const message = "It is not possible to withdraw the stop: its code has met the request already, at noon.";
    answers["POST /executions/e1/withdraw"] = [{ problem: { status: 409, detail: message } }];
    expect(await curfew("executions", "withdraw", "e1")).toEqual({ code: 1, out: "", err: `${message}\n` });
  });

  test("a deadline is moved either to a time or by one", async () => {
    expect(await curfew("executions", "deadline", "e1")).toMatchObject({
      code: 2,
      err: "Give one of --in, --by and --at\n",
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

describe("deploying", () => {
  test("the service of a curfew.json is deployed from the folder that it is in", async () => {
    const folder = mkdtempSync(join(tmpdir(), "curfew-manifest-"));
    const file = join(folder, "curfew.json");
    writeFileSync(file, JSON.stringify({ $schema: "x", name: "train", program: { runtime: "command" } }));
    answers["POST /services"] = [{ json: { name: "train" } }];
    expect((await curfew("services", "create", file)).out).toBe("train is deployed\n");
    expect(asked[0]?.input).toEqual({ name: "train", program: { directory: folder, runtime: "command" } });
    expect((await curfew("services", "create", join(folder, "nothing.json"))).code).toBe(2);
    rmSync(folder, { recursive: true });
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
