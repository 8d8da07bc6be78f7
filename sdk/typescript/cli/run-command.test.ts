import { constants } from "node:os";
import { describe, expect, test } from "vitest";
import { answers, asked, buildExecution, curfew, curfewWith, interrupt } from "./testing-api.ts";

const SERVICE = "GET /services/run-3600s-10s";

function prepare(end: object, lines: [stream: string, text: string][] = []) {
  answers[SERVICE] = [{ problem: { status: 404, detail: "none" } }];
  answers["POST /services"] = [{ json: { name: "run-3600s-10s" } }];
  answers["POST /executions"] = [{ json: { id: "e1" } }];
  answers["GET /health"] = [{ json: { runner: { ok: true } } }];
  answers["GET /executions/e1"] = [{ json: buildExecution() }];
  const numbered = lines.map(([stream, text], number) => ({ number, at: "", stream, text }));
  answers["GET /executions/e1/logs"] = [
    { json: { lines: numbered, nextLine: numbered.length, over: true } },
    { json: { lines: [], nextLine: numbered.length, over: true } },
  ];
  answers["GET /executions/e1/wait"] = [{ json: buildExecution(end) }];
}

function ended(status: string, reason: string | null, attempt: object) {
  const last = { exitCode: null, exitSignal: null, ...attempt };
  return { status, reason, message: "It ended.", attempts: [last] };
}

describe("any command under control", () => {
  test("runs in this folder, its output and its exit code come through", async () => {
    prepare(ended("failed", "error", { exitCode: 7 }), [
      ["stdout", "hello"],
      ["stderr", "oh no"],
    ]);
    const result = await curfew("run", "--env", "A=b c", "--", "make", "-j", "all; echo $HOME");
    expect(result).toEqual({ code: 7, out: "hello\n", err: "[curfew] e1\noh no\n" });
    expect(asked.find(({ call }) => call === "POST /executions")?.input).toEqual({
      service: "run-3600s-10s",
      input: { directory: process.cwd(), argv: ["env", "A=b c", "make", "-j", "all; echo $HOME"] },
    });
    const made = asked.find(({ call }) => call === "POST /services")?.input;
    expect(made).toMatchObject({ policy: { executionTimeout: 3600, killWait: 10, maxAttempts: 1 } });
  });

  test.each([
    ["success", ended("success", null, { exitCode: 0 }), 0],
    ["a signal", ended("failed", "error", { exitSignal: "SIGKILL" }), 137],
    ["a fault", ended("failed", "error", { exitSignal: "SIGSEGV" }), 139],
    [
      "a signal of its own",
      ended("failed", "error", { exitSignal: "SIGUSR1" }),
      128 + constants.signals.SIGUSR1,
    ],
    ["its timeout", ended("failed", "timeout", { exitSignal: "SIGTERM" }), 124],
    ["a stop", ended("terminated", "terminated", { exitSignal: "SIGTERM" }), 143],
    ["a stop before it began", ended("terminated", "terminated", {}), 143],
    ["a loss", ended("failed", "lost", {}), 1],
  ])("that ended by %s ends so", async (_, end, code) => {
    prepare(end);
    expect((await curfew("run", "--", "true")).code).toBe(code);
  });

  test("is stopped by Ctrl-C, and left alone by a second one", async () => {
    prepare(ended("terminated", "terminated", {}));
    answers["POST /executions/e1/terminate"] = [{ json: { id: "e1", stopping: true } }];
    answers["GET /executions/e1/logs"] = [{ json: { lines: [], nextLine: 0, over: false } }];
    const running = curfew("run", "--", "sleep", "60");
    await expect.poll(() => asked.some(({ call }) => call.endsWith("/logs"))).toBe(true);
    interrupt();
    await expect.poll(() => asked.some(({ call }) => call.endsWith("/terminate"))).toBe(true);
    interrupt();
    const { code, err } = await running;
    expect([code, err]).toEqual([6, expect.stringContaining("it goes on by itself")]);
  });

  test("is stopped by a Ctrl-C that comes while it is started", async () => {
    prepare(ended("terminated", "terminated", {}));
    answers["POST /executions"] = [{ json: { id: "e1" }, before: () => interrupt() }];
    answers["POST /executions/e1/terminate"] = [{ json: { id: "e1", stopping: true } }];
    expect((await curfew("run", "--", "sleep", "60")).code).toBe(143);
    expect(asked.filter(({ call }) => call.endsWith("/terminate"))).toHaveLength(1);
  });

  test("is stopped by a Ctrl-C between its start and its first line, also where health is not told", async () => {
    prepare(ended("terminated", "terminated", {}));
    answers["GET /health"] = [{ problem: { status: 500, detail: "no" }, before: () => interrupt() }];
    answers["POST /executions/e1/terminate"] = [{ json: { id: "e1", stopping: true } }];
    expect((await curfew("run", "--", "sleep", "60")).code).toBe(143);
    expect(asked.some(({ call }) => call.endsWith("/terminate"))).toBe(true);
  });

  test("is not started after a Ctrl-C before", async () => {
    prepare({});
    answers["POST /services"] = [{ json: { name: "run-3600s-10s" }, before: () => interrupt() }];
    expect((await curfew("run", "--", "true")).code).toBe(130);
    expect(asked.some(({ call }) => call === "POST /executions")).toBe(false);
  });

  test("with --json is told line by line, and as it ended", async () => {
    prepare(ended("success", null, { exitCode: 0 }), [["stdout", "hello"]]);
    const { code, out } = await curfew("--json", "run", "--", "true");
    const told = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(code).toBe(0);
    expect(told).toMatchObject([{ line: { text: "hello" } }, { execution: { id: "e1", status: "success" } }]);
  });

  test("goes on alone with --detach", async () => {
    prepare({});
    expect(await curfew("run", "--detach", "--", "true")).toEqual({ code: 0, out: "e1\n", err: "" });
  });

  test("is not started by a service that somebody else has given this name", async () => {
    prepare({});
    answers[SERVICE] = [{ json: { name: "run-3600s-10s", config: { program: { argv: ["rm"] } } } }];
    const { code, err } = await curfew("run", "--", "true");
    expect([code, err]).toEqual([1, expect.stringContaining("runs something else")]);
    expect(asked.map(({ call }) => call)).toEqual([SERVICE]);
  });

  test.each([
    [["run"], "missing required argument"],
    [["run", "--timeout", "soon", "--", "true"], "--timeout must be a whole number"],
    [["run", "--env", "x", "--", "true"], "--env needs name=value"],
  ])("is refused when %j was typed", async (argv, words) => {
    expect(await curfew(...argv)).toMatchObject({ code: 2, err: expect.stringContaining(words) });
    expect(asked.filter(({ call }) => call.startsWith("POST"))).toEqual([]);
  });
});

describe("doctor", () => {
  test("finds what keeps executions from running, and says what to do", async () => {
    answers["GET /health"] = [
      { json: { database: { ok: true, latencyMs: 1 }, runner: { ok: false, ageMs: null }, version: "1" } },
    ];
    answers["GET /session"] = [{ problem: { status: 401, detail: "no" } }];
    answers["GET /services"] = [{ json: { rows: [] } }];
    const { code, out } = await curfew("doctor");
    expect(code).toBe(1);
    expect(out).toContain("ok     server     answers, version 1");
    expect(out).toContain("FAULT  key        is not known");
    expect(out).toContain("FAULT  runner     none was ever heard of: start one");
  });

  test("finds that there is no key, and what can be found without one", async () => {
    answers["GET /health"] = [
      { json: { database: { ok: true, latencyMs: 1 }, runner: { ok: true, ageMs: 1 }, version: "1" } },
    ];
    const { code, out } = await curfewWith({ CURFEW_TOKEN: undefined }, "doctor");
    expect(code).toBe(1);
    expect(out).toContain("ok     server     answers, version 1");
    expect(out).toContain("FAULT  key        There is no API key: set CURFEW_TOKEN");
  });
});

describe("completion", () => {
  test.each(["bash", "zsh", "fish"])("is printed for %s", async (shell) => {
    const { code, out } = await curfew("completion", shell);
    expect([code, out]).toEqual([0, expect.stringContaining("curfew complete --")]);
  });

  test.each([
    [["exec"], ["executions"]],
    [["executions", "wa"], ["wait"]],
    [["executions", "wait", "--t"], ["--timeout"]],
    [["services", "get", "tr"], ["train"]],
    [
      ["executions", "start", ""],
      ["embed", "train"],
    ],
    [["executions", "list", "--status", "st"], ["stopping"]],
    [["executions", "list", "-s", "embed", "tr"], ["train"]],
    [["executions", "terminate", ""], ["e1"]],
    [["bulk", "get", "b"], ["b1"]],
    [["token", "revoke", ""], ["ci"]],
    [["executions", "wait", "--timeout", ""], []],
    [["nonsense", "x"], []],
  ])("of %j is %j", async (words, found) => {
    answers["GET /services"] = [{ json: { rows: [{ name: "embed" }, { name: "train" }] } }];
    answers["GET /executions"] = [{ json: { rows: [{ id: "e1" }] } }];
    answers["GET /bulks"] = [{ json: { rows: [{ id: "b1" }] } }];
    answers["GET /api-keys"] = [{ json: { rows: [{ name: "ci" }] } }];
    const { out } = await curfew("complete", "--", ...words);
    expect(out.split("\n").filter(Boolean)).toEqual(found);
  });

  test("of an unknown shell is refused", async () => {
    expect((await curfew("completion", "tcsh")).code).toBe(2);
  });
});
