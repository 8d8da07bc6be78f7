import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { runCli } from "#sdk/typescript/cli/run-cli.ts";
import { CurfewClient, WaitTimeout } from "#sdk/typescript/client/client.ts";
import { projectRoot } from "../project-root.ts";
import { RunnerWorld } from "../runner/testing-runner-process.ts";
import { TestingServer } from "./testing-server.ts";

const run = promisify(execFile);
const SNIPPETS = "sdk/python/client_tests/snippets.py";

let world: RunnerWorld;
let server: TestingServer;
let curfew: CurfewClient;
let service: string;

beforeAll(async () => {
  world = await RunnerWorld.open();
  server = new TestingServer(world.ctx.database);
  await server.start();
  world.startRunner();
  curfew = new CurfewClient({ url: server.url, token: server.token });
  service = await world.deploy("echo working; sleep {input.seconds}", {}, { concurrency: 4 });
});
afterAll(async () => {
  expect(server.bugs).toEqual([]);
  await server.end();
  await world.close();
});

test("the guide's snippets run as they stand with Curfew's own Python client", async () => {
  const env = {
    ...process.env,
    CURFEW_URL: server.url,
    CURFEW_TOKEN: server.token,
    SERVICE: service,
    PYTHONPATH: join(projectRoot(), "sdk", "python"),
    PYTHONDONTWRITEBYTECODE: "1",
  };
  const { stdout } = await run("python3", [join(projectRoot(), SNIPPETS)], { env });
  expect(stdout).toMatch(/^Execution is done with status: 'success', duration: \d+\.\d\d\[s\]$/m);
  expect(stdout).toContain("all is as the guide says");
  expect(readFileSync(join(projectRoot(), SNIPPETS), "utf8")).toContain("service.update()");
});

test("a wait goes on over restarts of the server, and ends with the execution", async () => {
  const { id } = await curfew.executions.start({ service, input: { seconds: 3 } });
  const told: string[] = [];
  const waiting = curfew.executions.wait(id, { onAway: ({ message }) => told.push(message) });
  for (let restarts = 0; restarts < 2; restarts += 1) {
    await world.untilWorks(id);
    await server.end();
    await server.start();
  }
  expect((await waiting).status).toBe("success");
  expect(told.length).toBeGreaterThan(0);
});

test("of several each is given when it ends, and a time that is up is said", async () => {
  const start = async (seconds: number) =>
    (await curfew.executions.start({ service, input: { seconds } })).id;
  const [slow, quick] = [await start(2), await start(0)];
  const order: string[] = [];
  for await (const row of curfew.executions.asCompleted([slow, quick])) order.push(row.id);
  expect(order).toEqual([quick, slow]);
  const endless = await start(60);
  await expect(curfew.executions.wait(endless, { timeout: 0.1 })).rejects.toBeInstanceOf(WaitTimeout);
  await curfew.executions.terminate(endless);
  expect((await curfew.executions.wait(endless)).status).toBe("terminated");
});

test("any command runs under control: its output, its exit code, its deadline", async () => {
  const shell = (script: string, ...options: string[]) =>
    runCurfew("run", "--directory", tmpdir(), ...options, "--", "sh", "-c", script, "sh");
  const failed = await shell('echo "$A in $(pwd)"; echo oh >&2; exit 7', "--env", "A=a b");
  expect(failed).toMatchObject({ code: 7, out: `a b in ${tmpdir()}\n` });
  expect(failed.err).toMatch(/^\[curfew\] [0-9a-f-]{36}\noh\n$/);
  expect((await shell("kill -9 $$")).code).toBe(137);
  expect((await shell("exec sleep 60", "--timeout", "1", "--grace", "1")).code).toBe(124);
  expect((await runCurfew("run", "--", "/no/such/program")).code).toBe(127);
});

test("Ctrl-C in a wait ends the wait, and leaves the execution alone", async () => {
  const { id } = await curfew.executions.start({ service, input: { seconds: 60 } });
  await world.untilWorks(id);
  const env = { ...process.env, CURFEW_URL: server.url, CURFEW_TOKEN: server.token };
  const cli = join(projectRoot(), "bin", "curfew.mjs");
  const waiting = spawn(process.execPath, [cli, "executions", "wait", id], { env, stdio: "pipe" });
  await once(waiting.stderr, "data");
  waiting.kill("SIGINT");
  expect(await once(waiting, "exit")).toEqual([null, "SIGINT"]);
  expect(await curfew.executions.get(id)).toMatchObject({ status: "in-progress", stop: null });
  await curfew.executions.terminate(id);
  await curfew.executions.wait(id);
});

async function runCurfew(...argv: string[]) {
  const written = { out: "", err: "" };
  const code = await runCli(argv, {
    env: { CURFEW_URL: server.url, CURFEW_TOKEN: server.token } as unknown as NodeJS.ProcessEnv,
    home: null,
    owner: null,
    out: (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
    onInterrupt: () => () => {},
  });
  return { code, ...written };
}

test("lines are followed as they are written, to the last", async () => {
  const { id } = await curfew.executions.start({ service, input: { seconds: 0.3 } });
  const lines: string[] = [];
  await curfew.executions.followLogs(id, { onLine: ({ text }) => lines.push(text) });
  expect(lines).toEqual(["working"]);
});

test("logs -f goes on over the attempts that follow, to the execution's end", async () => {
  const argv = "if [ -e {input.mark} ]; then echo second; else touch {input.mark}; echo first; exit 1; fi";
  const retried = await world.deploy(argv, { maxRetries: 1, retryWait: 1 });
  const mark = join(mkdtempSync(join(tmpdir(), "curfew-mark-")), "mark");
  onTestFinished(() => rmSync(dirname(mark), { recursive: true }));
  const { id } = await curfew.executions.start({ service: retried, input: { mark } });
  const { code, out, err } = await runCurfew("executions", "logs", "-f", id);
  expect([code, out, err]).toEqual([0, "first\nsecond\n", "[curfew] attempt 2\n"]);
});

test("an execution is followed by one stream, from its start to its end", async () => {
  const { id } = await curfew.executions.start({ service, input: { seconds: 0.2 } });
  const seen: string[] = [];
  for await (const { status } of curfew.executions.follow(id)) seen.push(status);
  const order = ["created", "in-progress", "success"];
  expect(seen).toEqual(seen.toSorted((one, other) => order.indexOf(one) - order.indexOf(other)));
  expect(seen.at(-1)).toBe("success");
});
