import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { isAlive } from "#db/embedded/process-state.ts";
import { systemClock } from "#server/clock.ts";
import { type ChildSpec, type Patience, supervise } from "./supervised-child.ts";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "curfew-supervise-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A child that runs these lines of JavaScript. */
function program(name: string, source: string): ChildSpec {
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, source);
  return {
    name,
    file: process.execPath,
    args: [file],
    cwd: folder,
    env: process.env,
    log: join(folder, `${name}.log`),
  };
}

/** Once, so many milliseconds. */
function patience(ms: number): Patience {
  const waits = [ms];
  return async () => waits.shift() ?? 0;
}

function output(spec: ChildSpec): string {
  return readFileSync(spec.log, "utf8");
}

const FOREVER = "setInterval(() => {}, 1000); console.log('up', process.pid);";

async function up(spec: ChildSpec, times = 1): Promise<void> {
  await vi.waitUntil(() => output(spec).split("up ").length > times, { timeout: 20_000 });
}

test("a child that ends by itself is started again", async () => {
  const spec = program("crasher", "console.log('up', process.pid); process.exit(3);");
  const failures: string[] = [];
  const child = supervise(spec, systemClock, (how) => failures.push(how));
  await up(spec, 2);
  await child.stop(patience(5_000));
  expect(failures[0]).toBe("exit code 3");
});

test("each restart waits longer than the one before", async () => {
  const spec = program("hopeless", "process.exit(1);");
  const delays: number[] = [];
  const child = supervise(spec, systemClock, (_how, delayMs) => delays.push(delayMs));
  await vi.waitUntil(() => delays.length === 3, { timeout: 20_000 });
  await child.stop(patience(5_000));
  expect(delays).toEqual([250, 500, 1_000]);
});

test("a child that obeys SIGTERM is stopped and not started again", async () => {
  const spec = program("obedient", FOREVER);
  const child = supervise(spec, systemClock, () => expect.unreachable("it was started again"));
  await up(spec);
  const pid = child.pid() as number;
  expect(await child.stop(patience(20_000))).toBe("in order");
  expect(isAlive(pid)).toBe(false);
  expect(child.pid()).toBeNull();
});

test("a child that ignores SIGTERM is killed with its whole group", async () => {
  const grandchild = "require('child_process').spawn('sleep', ['600'], { stdio: 'ignore' })";
  const spec = program(
    "stubborn",
    `import { createRequire } from "node:module"; const require = createRequire(import.meta.url);
     process.on("SIGTERM", () => {}); console.log("grandchild", ${grandchild}.pid); ${FOREVER}`,
  );
  const child = supervise(spec, systemClock, () => {});
  await up(spec);
  const grandchildPid = Number(output(spec).match(/grandchild (\d+)/)?.[1]);
  expect(isAlive(grandchildPid)).toBe(true);
  expect(await child.stop(patience(50))).toBe("killed");
  await vi.waitUntil(() => !isAlive(grandchildPid), { timeout: 10_000 });
});

test("a second request to stop does not wait any longer", async () => {
  const spec = program("slow", `process.on("SIGTERM", () => {}); ${FOREVER}`);
  const child = supervise(spec, systemClock, () => {});
  await up(spec);
  const hurry = new AbortController();
  const stopped = child.stop(patience(3_600_000), hurry.signal);
  hurry.abort();
  expect(await stopped).toBe("killed");
});

test("one that ends by itself, and not as asked, has failed; one that waits for its next start is absent", async () => {
  const failing = program("failing", `process.on("SIGTERM", () => process.exit(1)); ${FOREVER}`);
  const child = supervise(failing, systemClock, () => {});
  await up(failing);
  expect(await child.stop(patience(20_000))).toBe("failed");
  const ended: string[] = [];
  const neverAgain = { ...systemClock, after: () => () => {} };
  const spec = program("crashing", "process.exit(1)");
  const crashing = supervise(spec, neverAgain, (how) => ended.push(how));
  await vi.waitUntil(() => ended.length === 1, { timeout: 20_000 });
  expect(await crashing.stop(patience(20_000))).toBe("absent");
});

test("patience may grow while it is used up", async () => {
  const spec = program("patient", `process.on("SIGTERM", () => console.log("up", "asked")); ${FOREVER}`);
  const child = supervise(spec, systemClock, () => {});
  await up(spec);
  const asked: number[] = [];
  const stopped = child.stop(async () => {
    asked.push(asked.length);
    return asked.length < 3 ? 1 : 0;
  });
  expect(await stopped).toBe("killed");
  expect(asked).toEqual([0, 1, 2]);
});
