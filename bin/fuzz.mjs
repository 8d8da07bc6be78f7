import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { checkNode, ensureInstalled } from "./install.mjs";
import { ROOT } from "./root.mjs";

/**
 * `npm run fuzz -- --minutes 5`: schemathesis makes requests out of the OpenAPI document, right ones and wrong ones, and
 * looks at each answer of a real web server: none may be a 5xx, or what the document does not say. There is no runner,
 * since what the fuzzer deploys is nothing that should run.
 */
const SCHEMATHESIS = "schemathesis==4.32.5";
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

/** /health says 503 without a runner, as it should; and the fuzzer would revoke the key that it comes with. */
const LEFT_OUT = ["--exclude-path", "/health", "--exclude-path-regex", "^/api-keys|^/changes$|/follow$"];

const { values } = parseArgs({
  options: { minutes: { type: "string", default: "5" }, seed: { type: "string" } },
});
if (!(Number(values.minutes) > 0))
  throw new Error("--minutes must be a number above 0, for example --minutes 5");

checkNode();
await ensureInstalled();
process.env.NEXT_DIST_DIR = ".next-test";
const { bundle } = await import("./build.mjs");
await bundle(["web-build", "test-database", "operator"]);
const { buildWeb } = await import("../dist/web-build.mjs");
const { startDatabaseServer } = await import("../dist/test-database.mjs");
const schemathesis = await installed();
const home = mkdtempSync(join(tmpdir(), "curfew-fuzz-"));
await buildWeb({ root: ROOT, home });
const server = await startDatabaseServer(join(home, "database"));
let web;
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
  web = spawn(process.execPath, [next, "start", "--port", String(port), "--hostname", "127.0.0.1"], {
    cwd: ROOT,
    env,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const url = `http://127.0.0.1:${port}/api/v1`;
  await answers(url);
  const token = readFileSync(join(home, "keys", "cli-token"), "utf8").trim();
  // First with made-up names, which are mostly nobody's; then with those of what is there.
  const known = `[parameters]\n"path.name" = "steady"\n"path.id" = "${await startOne(url, token)}"\n`;
  for (const config of [CONFIG, CONFIG + known])
    process.exitCode = (await fuzz(url, token, config)) || process.exitCode;
} finally {
  if (web) {
    web.kill("SIGTERM");
    await once(web, "exit");
  }
  await server.stop();
  rmSync(home, { recursive: true, force: true });
}

async function fuzz(url, token, config) {
  const file = join(home, "schemathesis.toml");
  writeFileSync(file, config);
  const args = ["--config-file", file, "run", `${url}/openapi.json`];
  args.push("--header", `Authorization: Bearer ${token}`, ...LEFT_OUT);
  args.push("--checks", CHECKS.join(","), "--max-time", String(Math.round(Number(values.minutes) * 30)));
  args.push("--suppress-health-check", "all", "--request-timeout", "90", "--continue-on-failure");
  if (values.seed) args.push("--seed", values.seed);
  const [code] = await once(spawn(schemathesis, args, { cwd: home, stdio: "inherit" }), "exit");
  return code ?? 1;
}

async function startOne(url, token) {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const body = JSON.stringify({ service: "steady", functionName: "steps", input: { count: 1 } });
  return (await (await fetch(`${url}/executions`, { method: "POST", headers, body })).json()).id;
}

/** In an environment of its own, kept for the next time. */
async function installed() {
  const folder = join(ROOT, "node_modules", ".cache", "curfew-fuzz");
  const program = join(folder, "bin", "schemathesis");
  if (existsSync(program)) return program;
  await run("python3", ["-m", "venv", folder]);
  await run(join(folder, "bin", "pip"), ["install", "--quiet", SCHEMATHESIS]);
  return program;
}

async function run(file, args, env = process.env) {
  const [code] = await once(spawn(file, args, { cwd: ROOT, env, stdio: "inherit" }), "exit");
  if (code !== 0) throw new Error(`${file} ${args.join(" ")} ended with ${code}`);
}

async function answers(url) {
  for (let left = 240; ; left -= 1) {
    const answer = await fetch(`${url}/health`).catch(() => null);
    if (answer) return;
    if (left === 0) throw new Error("the web server does not answer");
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
