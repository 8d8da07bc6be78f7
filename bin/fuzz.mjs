import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { checkNode, ensureInstalled } from "./install.mjs";
import { ROOT } from "./root.mjs";
import { pythonEnvironment } from "./testing/python-environment.mjs";

/**
 * `npm run fuzz -- --minutes 5`: schemathesis makes requests out of the OpenAPI document, right ones and wrong ones, and
 * looks at each answer of a real web server with a real runner: none may be a 5xx, or what the document does not say.
 */
const CHECKS = [
  "not_a_server_error",
  "status_code_conformance",
  "content_type_conformance",
  "response_headers_conformance",
  "response_schema_conformance",
  "negative_data_rejection",
  "unsupported_method",
  "ignored_auth",
];

/** TRACE never comes to us: Next answers it by a 500 of its own, since no Request of the platform's may carry it. */
const CONFIG = `[phases.coverage]
unexpected-methods = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "PATCH"]

# 412 is ours for an If-Match that no service had, which is looked at before the body.
[checks.negative_data_rejection]
expected-statuses = [400, 401, 403, 404, 405, 409, 412, 413, 415, "5xx"]
`;

/** Streams do not end; and a webhook to a made-up address, or a test of one, would knock at somebody's door. */
const LEFT_OUT = ["--exclude-path-regex", "^/changes$|/follow$|^/webhooks"];
/** No step follows from another one: else it would find the key that it comes with, and revoke it. */
const PHASES = "examples,coverage,fuzzing";

const { values } = parseArgs({
  options: { minutes: { type: "string", default: "5" }, seed: { type: "string" } },
});
if (!(Number(values.minutes) > 0))
  throw new Error("--minutes must be a number above 0, for example --minutes 5");

checkNode();
await ensureInstalled();
process.env.NEXT_DIST_DIR = ".next-test";
const { bundle } = await import("./build.mjs");
await bundle();
const { buildWeb } = await import("../dist/web-build.mjs");
const { startDatabaseServer } = await import("../dist/test-database.mjs");
const python = await pythonEnvironment("fuzz", join(ROOT, "bin", "fuzz-requirements.txt"), "");
if (!python) process.exit(1);
const schemathesis = join(python, "..", "schemathesis");
const home = mkdtempSync(join(tmpdir(), "curfew-fuzz-"));
await buildWeb({ root: ROOT, home });
const server = await startDatabaseServer(join(home, "database"));
const children = [];
try {
  const port = 20_000 + (process.pid % 20_000);
  const env = {
    ...process.env,
    DATABASE_URL: server.url,
    CURFEW_HOME: home,
    CURFEW_ROOT: ROOT,
    HOST: "127.0.0.1",
    PORT: String(port),
    NODE_ENV: "production",
    LOG_LEVEL: "error",
  };
  await run(process.execPath, ["bin/curfew.mjs", "migrate"], env);
  await run(process.execPath, ["bin/curfew.mjs", "register", "e2e/services/steady/curfew.json"], env);
  const next = join(ROOT, "node_modules", "next", "dist", "bin", "next");
  const web = spawn(process.execPath, [next, "start", "--port", String(port), "--hostname", "127.0.0.1"], {
    cwd: ROOT,
    env,
    stdio: ["ignore", "ignore", "inherit"],
  });
  children.push(web);
  const runner = spawn(process.execPath, ["bin/curfew.mjs", "runner"], { cwd: ROOT, env, stdio: "ignore" });
  children.push(runner);
  const url = `http://127.0.0.1:${port}/api/v1`;
  await answers(url);
  const token = readFileSync(join(home, "keys", "cli-token"), "utf8").trim();
  // First with made-up names, which are mostly nobody's; then with those of what is there.
  for (const config of [CONFIG, CONFIG + (await knownNames(url, token))])
    process.exitCode = (await fuzz(url, token, config)) || process.exitCode;
} finally {
  for (const child of children.reverse()) await ended(child);
  await server.stop();
  rmSync(home, { recursive: true, force: true });
}

async function ended(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "exit");
}

async function fuzz(url, token, config) {
  const file = join(home, "schemathesis.toml");
  writeFileSync(file, config);
  const args = ["--config-file", file, "run", `${url}/openapi.json`];
  args.push("--header", `Authorization: Bearer ${token}`, ...LEFT_OUT);
  args.push(
    "--phases",
    PHASES,
    "--checks",
    CHECKS.join(","),
    "--max-time",
    String(Math.round(Number(values.minutes) * 30)),
  );
  args.push("--suppress-health-check", "all", "--request-timeout", "90", "--continue-on-failure");
  if (values.seed) args.push("--seed", values.seed);
  const [code] = await once(spawn(schemathesis, args, { cwd: home, stdio: "inherit" }), "exit");
  return code ?? 1;
}

/** One of each kind, as schemathesis takes it, and a second service for what deletes one; the one who runs it is the runner's. */
async function knownNames(url, token) {
  const ask = async (method, path, body) => {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const answer = await fetch(`${url}${path}`, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return await answer.json();
  };
  const input = { count: 3_000 };
  const start = { service: "steady", functionName: "steps", input };
  const { id: execution } = await ask("POST", "/executions", start);
  await ask("GET", `/executions/${execution}/logs?timeout=20&fromLine=0`);
  const bulk = await ask("POST", "/bulks", { kind: "label", ids: [execution], set: { fuzzed: "yes" } });
  const key = await ask("POST", "/api-keys", { name: "to-be-revoked" });
  const { name: doomed } = await ask("POST", "/services/steady/duplicate", { as: "to-be-deleted" });
  const [runner] = (await ask("GET", "/runners")).rows;
  const ids = { executions: execution, bulks: bulk.id, "api-keys": key.id, runners: runner.id };
  const tables = Object.entries(ids).map(
    ([kind, id]) =>
      `\n[[operations]]\ninclude-path-regex = "^/${kind}/"\nparameters = { "path.id" = "${id}" }\n`,
  );
  tables.push(
    `\n[[operations]]\ninclude-name = "DELETE /services/{name}"\nparameters = { "path.name" = "${doomed}" }\n`,
  );
  return `${tables.join("")}\n[parameters]\n"path.name" = "steady"\n`;
}

async function run(file, args, env = process.env) {
  const [code] = await once(spawn(file, args, { cwd: ROOT, env, stdio: "inherit" }), "exit");
  if (code !== 0) throw new Error(`${file} ${args.join(" ")} ended with ${code}`);
}

async function answers(url) {
  for (let left = 240; ; left -= 1) {
    const answer = await fetch(`${url}/health`).catch(() => null);
    if (answer?.ok) return;
    if (left === 0) throw new Error("there is no web server with a runner");
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
