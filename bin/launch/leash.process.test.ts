import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { projectRoot } from "#server/project-root.ts";
import { bundle } from "../build.mjs";

const LEASH = join(projectRoot(), "dist", "leash.mjs");
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "curfew-leash-"));
  await bundle(["leash"]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A program on the leash of `holder`; resolves once it runs. */
async function leashed(name: string, source: string, holder = process.pid): Promise<ChildProcess> {
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, `${source}; setInterval(() => {}, 1000); console.log("up");`);
  const child = spawn(process.execPath, ["--import", LEASH, file], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, CURFEW_LEASH: String(holder) },
  });
  await once(child.stdout as NodeJS.ReadableStream, "data");
  return child;
}

test("the web server is asked to stop when its holder is gone, even by kill -9", async () => {
  const child = await leashed("web", 'process.on("SIGTERM", () => process.exit(7))');
  child.stdin?.destroy();
  expect(await once(child, "exit")).toEqual([7, null]);
});

test("the runner ends as in a crash, so that its agents go on", async () => {
  const child = await leashed("runner", 'process.on("SIGTERM", () => process.exit(7))');
  child.stdin?.destroy();
  expect(await once(child, "exit")).toEqual([1, null]);
});

test("a process that another one started is not on the leash", async () => {
  const child = await leashed("grandchild", "", 1);
  child.stdin?.destroy();
  child.kill("SIGTERM");
  expect(await once(child, "exit")).toEqual([null, "SIGTERM"]);
});

test("the leash does not keep a program alive that has nothing left to do", async () => {
  const file = join(folder, "brief.mjs");
  writeFileSync(file, "");
  const env = { ...process.env, CURFEW_LEASH: String(process.pid) };
  const child = spawn(process.execPath, ["--import", LEASH, file], {
    stdio: ["pipe", "inherit", "inherit"],
    env,
  });
  expect(await once(child, "exit")).toEqual([0, null]);
});
