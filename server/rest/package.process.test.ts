import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution } from "#db/testing-builders.ts";
import { projectRoot } from "../project-root.ts";
import { TestingServer } from "./testing-server.ts";

const run = promisify(execFile);

let testDatabase: TestDatabase;
let server: TestingServer;
let folder: string;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  server = new TestingServer(testDatabase.database);
  await server.start();
  folder = mkdtempSync(join(tmpdir(), "curfew-package-"));
  const packed = await run(process.execPath, [join(projectRoot(), "bin", "pack-sdk.mjs"), folder]);
  await run("npm", ["init", "--yes"], { cwd: folder });
  await run("npm", ["install", "--offline", "--no-audit", "--no-fund", packed.stdout.trim()], {
    cwd: folder,
  });
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await server.end();
  await testDatabase.drop();
});

function curfew(...argv: string[]) {
  const { CURFEW_HOME: _, ...rest } = process.env;
  const env = { ...rest, CURFEW_URL: server.url, CURFEW_TOKEN: server.token };
  return run(join(folder, "node_modules", ".bin", "curfew"), argv, { env, cwd: folder });
}

test("the installed package has the command line, which asks a server elsewhere", async () => {
  const { id } = await buildExecution(testDatabase.database);
  const { version } = JSON.parse(readFileSync(join(projectRoot(), "package.json"), "utf8"));
  expect((await curfew("--version")).stdout).toBe(`${version}\n`);
  const { rows } = JSON.parse((await curfew("executions", "list", "--json")).stdout);
  expect(rows.map((row: { id: string }) => row.id)).toEqual([id]);
  // What only the owner of the server's machine may do is not there.
  expect((await curfew("--help")).stdout).not.toContain("sign-in");
});

test("it holds its licence, its types, and nothing of the tests", async () => {
  const at = (...path: string[]) => join(folder, "node_modules", "curfew", ...path);
  expect(readFileSync(at("LICENSE"), "utf8")).toBe(readFileSync(join(projectRoot(), "LICENSE"), "utf8"));
  expect(readFileSync(at("dist", "client", "client.d.ts"), "utf8")).toContain("class CurfewClient");
  const { stdout } = await run("find", [at(), "-name", "*.test.*"]);
  expect(stdout).toBe("");
});

test("its client and its service half can be imported", async () => {
  const source = `import { CurfewClient } from "curfew/client"; import { BaseServiceRunner } from "curfew";
    console.log(typeof CurfewClient, typeof BaseServiceRunner)`;
  const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", source], { cwd: folder });
  expect(stdout).toBe("function function\n");
});
