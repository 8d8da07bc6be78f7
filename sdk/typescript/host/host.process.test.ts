import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { buildHost, HostProcess } from "./host-process.ts";

const FIXTURES = fileURLToPath(new URL("fixtures", import.meta.url));
const SERVICE = join(FIXTURES, "service.ts");
const OVER = { code: 0, signal: null };

let host: HostProcess;
beforeAll(buildHost);
afterEach(() => host.kill("SIGKILL"));

async function begin(functionName: string, input = {}): Promise<void> {
  host = new HostProcess(SERVICE);
  await host.until("ready");
  host.run(functionName, input);
}

describe("loading", () => {
  test("a service's functions are its public methods", async () => {
    host = new HostProcess(SERVICE);
    const { functions } = await host.until("ready");
    expect(functions).toContain("places");
    expect(functions).not.toContain("_notAFunction");
    expect(functions).not.toContain("checkpoint");
  });

  test("code that does not build is reported with the place of its fault, and the host ends with 1", async () => {
    host = new HostProcess(join(FIXTURES, "does-not-build.ts"));
    const { error } = await host.until("load_failed");
    expect(error).toMatchObject({ message: expect.stringContaining("no-such-file.ts") });
    expect(await host.ended).toEqual({ code: 1, signal: null });
  });

  test.runIf(process.platform === "linux")("what builds the code has ended once it is ready", async () => {
    const home = mkdtempSync(join(tmpdir(), "curfew-host-"));
    try {
      host = new HostProcess(SERVICE, { CURFEW_HOME: home });
      await host.until("ready");
      const { pid } = host.child;
      expect(readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8")).toBe("");
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  });

  test("a class that is not exported is named, with what is", async () => {
    host = new HostProcess(SERVICE, { CURFEW_CLASS: "Absent" });
    const { error } = await host.until("load_failed");
    expect(error).toMatchObject({
      message: "the service exports no class Absent; it exports Broken, Hooked, ServiceRunner, Timed",
    });
  });

  test("a class without functions is refused", async () => {
    host = new HostProcess(SERVICE, { CURFEW_CLASS: "Broken" });
    expect(await host.until("load_failed")).toMatchObject({
      error: { message: "class Broken has no public method" },
    });
  });

  test("a bundled service still knows where its files are, and stacks name its lines", async () => {
    await begin("places");
    const { output } = (await host.until("returned")) as unknown as { output: Record<string, string> };
    expect(output.entry).toBe(pathToFileURL(SERVICE).href);
    expect(output.dirname).toBe(FIXTURES);
    expect(output.json).toContain("1970");
    expect(output.stack).toContain(`${join(FIXTURES, "where.ts")}:3`);
  });
});

describe("stopping code that waits", () => {
  test("a timer that was given the signal is a stop that was seen", async () => {
    await begin("waitWithSignal");
    await host.until("progress");
    host.stop();
    expect(await host.next()).toMatchObject({ type: "seen", by: "signal" });
    expect(await host.next()).toMatchObject({ type: "stopped", output: null });
    expect(await host.ended).toEqual(OVER);
  });

  test.each<[string, string, string]>([
    ["Hooked", "terminated", "onTerminate(terminated)"],
    ["Hooked", "timeout", "onTerminate(timeout)"],
    ["Timed", "timeout", "onTimeout"],
    ["Timed", "reset", "onTerminate(reset)"],
  ])(
    "the hook of %s for the reason %s ends what the function waits for",
    async (CURFEW_CLASS, reason, why) => {
      host = new HostProcess(SERVICE, { CURFEW_CLASS });
      expect((await host.until("ready")).functions).not.toContain("onTerminate");
      host.run("wait");
      await host.until("progress");
      host.stop(reason);
      expect(await host.next()).toMatchObject({ type: "seen", by: "signal" });
      expect(await host.next()).toMatchObject({ type: "saved", state: { why } });
      await host.until("stopped");
    },
  );

  test("a listener may save and attach a partial output", async () => {
    await begin("listenAndSave");
    await host.until("progress");
    host.stop("timeout");
    expect(await host.next()).toMatchObject({ type: "seen", by: "signal" });
    expect(await host.next()).toMatchObject({ type: "saved", state: { reason: "timeout" } });
    expect(await host.next()).toMatchObject({ type: "stopped", output: { saved: true } });
  });

  test("reading `aborted` as true is a stop that was seen", async () => {
    await begin("pollSignal");
    await host.until("progress");
    host.stop();
    expect(await host.next()).toMatchObject({ type: "seen", by: "signal" });
    expect(await host.next()).toMatchObject({ type: "stopped" });
  });

  test("code that never looks at its signal has not seen the stop, and what it returns stands", async () => {
    await begin("ignoreSignal");
    await host.until("progress");
    host.stop();
    host.kill("SIGTERM");
    host.kill("SIGUSR2");
    expect(await host.next()).toMatchObject({ type: "returned", output: "object" });
  });

  test("SIGTERM alone makes the next checkpoint throw, with the reason reset", async () => {
    await begin("reasonOfStop");
    await host.until("progress");
    host.kill("SIGTERM");
    expect(await host.until("seen")).toMatchObject({ by: "SIGTERM" });
    expect(await host.next()).toMatchObject({ type: "stopped", output: "reset" });
    expect(await host.ended).toEqual(OVER);
  });
});

describe("the end of a worker", () => {
  test.each(["throwInCallback", "forgetRejection"])(
    "%s: an error outside of the function's promise is the execution's error",
    async (name) => {
      await begin(name);
      expect(await host.until("raised")).toMatchObject({ error: { type: "RangeError" } });
      expect(await host.ended).toEqual(OVER);
      expect(host.log).toContain("RangeError");
    },
  );

  test("all that was printed is out before a worker ends", async () => {
    await begin("flood", { lines: 100_000 });
    await host.until("returned");
    expect(await host.ended).toEqual(OVER);
    expect(host.log.split("\n").length).toBe(100_001);
    expect(host.log).toContain("line 99999\n");
  });

  test("what was printed is out although the code never yields again and is killed", async () => {
    await begin("floodAndSpin", { lines: 50_000 });
    await host.until("progress");
    host.kill("SIGKILL");
    expect(await host.ended).toEqual({ code: null, signal: "SIGKILL" });
    expect(host.log).toContain("line 49999\n");
  });

  test("a report of progress that had to wait leaves although the code never yields again", async () => {
    await begin("reportAndSpin");
    expect(await host.until("progress")).toMatchObject({ percent: 1 });
    expect(await host.until("progress")).toMatchObject({ percent: 2 });
  });

  test("a worker that computes and never yields ends with the agent's stream", async () => {
    await begin("reportAndSpin");
    await host.until("progress");
    host.stream.destroy();
    expect(await host.ended).toEqual({ code: null, signal: "SIGKILL" });
  });

  test("a host without work ends with 0 when it is told to", async () => {
    host = new HostProcess(SERVICE);
    await host.until("ready");
    host.send({ type: "shutdown" });
    expect(await host.ended).toEqual(OVER);
  });
});

describe("several executions in one worker", () => {
  test("a stop ends one of them; the worker takes more and ends with the last after a shutdown", async () => {
    host = new HostProcess(SERVICE, { CURFEW_ISOLATION: "shared" });
    await host.until("ready");
    host.run("checkpoints", {}, 1, "e1");
    host.run("checkpoints", {}, 2, "e2");
    host.stop("terminated", 1, "e1");
    expect(await host.until("stopped")).toMatchObject({ id: "e1", attempt: 1 });
    host.run("places", {}, 1, "e3");
    expect(await host.until("returned")).toMatchObject({ id: "e3" });
    host.send({ type: "shutdown" });
    host.stop("timeout", 2, "e2");
    expect(await host.until("stopped")).toMatchObject({ id: "e2", attempt: 2 });
    expect(await host.ended).toEqual(OVER);
  });

  test.each(["throwInCallback", "forgetRejection"])(
    "%s: an error outside of a function's promise is the error of the execution that made the call",
    async (name) => {
      host = new HostProcess(SERVICE, { CURFEW_ISOLATION: "shared" });
      await host.until("ready");
      host.run("checkpoints", {}, 1, "e1");
      host.run(name, {}, 1, "e2");
      expect(await host.until("raised")).toMatchObject({ id: "e2", error: { type: "RangeError" } });
      host.stop("terminated", 1, "e1");
      expect(await host.until("stopped")).toMatchObject({ id: "e1" });
    },
  );

  test("console and streams print for the execution that calls them, and a child process for the worker", async () => {
    host = new HostProcess(SERVICE, { CURFEW_ISOLATION: "shared" });
    await host.until("ready");
    host.run("printEveryWay", {}, 1, "e1");
    const texts: unknown[] = [];
    for (let next = await host.next(); next?.type !== "returned"; next = await host.next()) {
      if (next?.type === "log") texts.push([next.stream, next.text]);
    }
    expect(texts).toEqual([
      ["stdout", "by console\n"],
      ["stderr", "by console.error\n"],
      ["stdout", "as bytes\n"],
    ]);
    host.send({ type: "shutdown" });
    await host.ended;
    expect(host.log).toBe("by a child\n");
  });
});
