import { join } from "node:path";
import { checkNode, ensureInstalled } from "./install.mjs";
import { ROOT } from "./root.mjs";

/**
 * `npm test`: everything, from a bare clone. Each suite is counted by its own report; the last line is the sum.
 * `npm test -- unit db` runs the suites that are named.
 */
checkNode();
try {
  await ensureInstalled((line) => console.log(line));
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
const { bundle } = await import("./build.mjs");
const { browserEnvironment } = await import("./browser.mjs");
const { check } = await import("./testing/step.mjs");
const { browser, firstStart, pythonUnittest, shortChaos, shortFuzz, vitest } = await import(
  "./testing/suites.mjs"
);
const { pythonSdk, pythonTypes, pythonWheel } = await import("./testing/python-suites.mjs");
const { dtlpySuite } = await import("./testing/dtlpy-suite.mjs");
const { schemaDrift } = await import("./testing/schema-drift.mjs");

/** In this order. A third `beside` starts a suite together with the one before it: both wait more than they work. */
const SUITES = [
  ["format and lint", () => check("node_modules:biome", ["check", "--error-on-warnings"])],
  ["types", types],
  ["programs", bundlePrograms],
  ["unit", () => vitest("unit")],
  ["database, built in", () => vitest("db")],
  ["database, by address", databaseByAddress],
  ["schema drift", schemaDrift],
  ["python types", pythonTypes],
  ["python wheel", pythonWheel],
  ["python sdk", pythonSdk],
  ["python example", () => pythonUnittest("examples/train-digits/tests")],
  ["next build", nextBuild],
  ["processes", () => vitest("process")],
  ["dtlpy", dtlpySuite, "beside"],
  ["fuzz", shortFuzz],
  ["chaos", shortChaos, "beside"],
  ["browser, first start", async () => firstStart(await theBrowser()), "beside"],
  ["browser", async () => browser(await theBrowser())],
];

/** Next writes the types of its routes; without them a bare clone has none. */
async function types() {
  await check(process.execPath, ["node_modules/next/dist/bin/next", "typegen"], {
    NEXT_DIST_DIR: ".next-test",
  });
  return check("node_modules:tsc", ["--noEmit"]);
}

async function bundlePrograms() {
  try {
    await bundle();
    return { passed: 1, failed: 0 };
  } catch (error) {
    console.error(error.message);
    return { passed: 0, failed: 1 };
  }
}

/** The build that the browser tests use, apart from one that a running Curfew serves from. */
async function nextBuild() {
  process.env.NEXT_DIST_DIR = ".next-test";
  await bundle(["web-build"]);
  const { buildWeb } = await import("../dist/web-build.mjs");
  await buildWeb({ root: ROOT, home: join(ROOT, "artifacts", "tests") });
  return { passed: 1, failed: 0 };
}

let found;
/** Found or installed once. */
function theBrowser() {
  found ??= browserEnvironment();
  return found;
}

/** The tests of the database and of the life of executions against a server that is named by its address, as DATABASE_URL names one. */
async function databaseByAddress() {
  if (process.env.TEST_DATABASE_URL) return vitest("db");
  const { startDatabaseServer } = await import("../dist/test-database.mjs");
  const server = await startDatabaseServer(join(ROOT, "node_modules", ".cache", "curfew-test-address"));
  try {
    return await vitest("db", { TEST_DATABASE_URL: server.url }, ["db/", "server/executions/"]);
  } finally {
    await server.stop();
  }
}

const asked = process.argv.slice(2);
const unknown = asked.filter((word) => !SUITES.some(([name]) => name.startsWith(word)));
if (unknown.length > 0) {
  console.error(
    `No suite is called ${unknown.join(", ")}. There are: ${SUITES.map(([name]) => name).join("; ")}`,
  );
  process.exit(1);
}
const chosen = SUITES.filter(([name]) => asked.length === 0 || asked.some((word) => name.startsWith(word)));

const results = [];
for (let at = 0; at < chosen.length; ) {
  const end = chosen.findIndex(([, , beside], place) => place > at && !beside);
  const group = chosen.slice(at, end < 0 ? chosen.length : end);
  results.push(...(await Promise.all(group.map(runSuite))));
  at += group.length;
}

async function runSuite([name, suite]) {
  console.log(`\n──── ${name} ────`);
  const startedAt = performance.now();
  const counts = await suite().catch((error) => {
    console.error(error);
    return { passed: 0, failed: 1 };
  });
  return { name, ...counts, seconds: (performance.now() - startedAt) / 1000 };
}

const COLUMNS = ["passed", "failed", "skipped"];
console.log(`\n${"suite".padEnd(24)}${[...COLUMNS, "seconds"].map((word) => word.padStart(9)).join("")}`);
for (const { name, seconds, ...counts } of results) {
  const cells = [...COLUMNS.map((key) => String(counts[key] ?? 0)), seconds.toFixed(1)];
  console.log(name.padEnd(24) + cells.map((cell) => cell.padStart(9)).join(""));
}
const sum = (key) => results.reduce((total, result) => total + (result[key] ?? 0), 0);
const skipped = sum("skipped") > 0 ? `, ${sum("skipped")} skipped` : "";
console.log(`\n${sum("passed")} passed, ${sum("failed")} failed${skipped}`);
process.exitCode = sum("failed") > 0 ? 1 : 0;
