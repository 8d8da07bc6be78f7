import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildService } from "#db/testing-builders.ts";
import { runCli } from "#sdk/typescript/cli/run-cli.ts";
import { projectRoot } from "#server/project-root.ts";
import { TestingServer } from "#server/rest/testing-server.ts";
import { type Snippet, startSnippet } from "./start-snippets.ts";

const run = promisify(execFile);
const ROOT = projectRoot();

/** All that a shell, Python or JavaScript might take for something else. */
const INPUT = {
  text: `it's "quoted" \\ $HOME \`date\` $(date) !! %s\nsecond line\ttab ünïcode 🐎 \u2028`,
  flag: true,
  nothing: null,
  numbers: [1, -0.5, 1e21],
  nested: { "a key": { list: [] } },
};

let testDatabase: TestDatabase;
let server: TestingServer;
let folder: string;
let service: string;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  server = new TestingServer(testDatabase.database);
  await server.start();
  service = (await buildService(testDatabase.database)).name;
  folder = mkdtempSync(join(tmpdir(), "curfew-snippets-"));
});
afterAll(async () => {
  expect(server.bugs).toEqual([]);
  await server.end();
  await testDatabase.drop();
  rmSync(folder, { recursive: true, force: true });
});

const snippet = (kind: Snippet) =>
  startSnippet(
    kind,
    {
      serviceName: service,
      functionName: "run",
      input: INPUT,
      labels: { team: "vision", note: "it's" },
      priority: -3,
    },
    server.url,
  );

async function expectStarted(): Promise<void> {
  const rows = await testDatabase.database.sql`
    select e.input, e.priority, (select jsonb_object_agg(l.key, l.value) from execution_labels l
      where l.execution_id = e.id) as labels
    from executions e order by id desc limit 1`;
  expect(rows[0]).toEqual({ input: INPUT, priority: -3, labels: { team: "vision", note: "it's" } });
  await testDatabase.database.sql`delete from executions`;
}

const environment = (more: Record<string, string> = {}) => ({
  ...process.env,
  CURFEW_TOKEN: server.token,
  ...more,
});

test("the curl command starts the same again", async () => {
  await run("sh", ["-c", snippet("curl")], { env: environment() });
  await expectStarted();
});

test("the command line starts the same again, as a shell reads it", async () => {
  // A shell splits it into words; the command itself is run here.
  const words = `curfew() { printf '%s\\0' "$CURFEW_URL" "$@"; }\n${snippet("cli")}`;
  const { stdout } = await run("sh", ["-c", words]);
  const [url = "", ...argv] = stdout.split("\0").slice(0, -1);
  const code = await runCli(argv, {
    env: { CURFEW_URL: url, CURFEW_TOKEN: server.token } as unknown as NodeJS.ProcessEnv,
    home: null,
    owner: null,
    out: () => {},
    err: (text) => process.stderr.write(text),
    onInterrupt: () => () => {},
  });
  expect(code).toBe(0);
  await expectStarted();
});

test("the Python program starts the same again", async () => {
  const env = environment({ PYTHONPATH: join(ROOT, "sdk", "python"), PYTHONDONTWRITEBYTECODE: "1" });
  await run("python3", ["-c", snippet("python")], { env });
  await expectStarted();
});

test("the TypeScript program starts the same again", async () => {
  const place = join(folder, "node_modules", "curfew");
  mkdirSync(place, { recursive: true });
  writeFileSync(
    join(place, "package.json"),
    JSON.stringify({ name: "curfew", type: "module", exports: { "./client": "./client.mjs" } }),
  );
  writeFileSync(
    join(place, "client.mjs"),
    `export * from ${JSON.stringify(join(ROOT, "sdk", "typescript", "client", "client.ts"))};\n`,
  );
  const file = join(folder, "start.mts");
  writeFileSync(file, snippet("typescript"));
  await run(
    process.execPath,
    ["--import", join(ROOT, "node_modules", "tsx", "dist", "esm", "index.mjs"), file],
    { env: environment() },
  );
  await expectStarted();
});
