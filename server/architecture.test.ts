import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { drawLifecycle } from "../bin/lifecycle/draw.ts";
import { allowedFor, zoneOf } from "./architecture/import-table.ts";
import { findCycle, importsOf, lineCount, sourceFiles } from "./architecture/source-tree.ts";
import { projectRoot } from "./project-root.ts";

const ROOT = projectRoot();
const files = sourceFiles(ROOT);
const isTest = (path: string) => /\.test\.tsx?$|(^|\/)testing[^/]*\.tsx?$|(^|\/)test-[^/]*\.tsx?$/.test(path);
const production = files.filter((path) => !isTest(path));
const imports = new Map(files.map((path) => [path, importsOf(ROOT, path)]));

/** Longer than it should be, and why it stays so. */
const LONG_FILES: Record<string, string> = {
  "sdk/typescript/client/api-types.ts": "made of the OpenAPI document",
};
const LONGEST = 250;

/** The doors to time, and programs that stand outside the engine: a fixture is somebody's user code. */
const MAY_TELL_TIME = [
  /\/fixtures\//,
  /^server\/clock\.ts$/,
  /^server\/model-check\/virtual-time\.ts$/,
  /(^|\/)now-provider\.tsx$/,
  /(^|\/)(at-leisure|poll-while-cut|tab-watch)\.ts$/,
  /^(bin|bench|e2e|examples|sdk|server\/chaos\/services)\//,
  /^server\/chaos\/shifted-clock\.mjs$/,
  /^(playwright|vitest)\.config\.ts$/,
];
const TIME = /\bDate\.now\b|\bnew Date\(\)|\bset(?:Timeout|Interval|Immediate)\(|\bperformance\.now\b/;

test("each folder imports only what the table in CONTRIBUTING.md allows", () => {
  const broken = production.flatMap((path) =>
    (imports.get(path) ?? [])
      .filter((target) => !allowedFor(path, target))
      .map(
        (target) =>
          `${path} (${zoneOf(path)}) imports ${target.typeOnly ? "the type of " : ""}${target.path}`,
      ),
  );
  expect(broken).toEqual([]);
});

test("no file imports itself by way of others", () => {
  const graph = new Map(
    production.map((path) => [
      path,
      (imports.get(path) ?? []).filter((target) => !target.typeOnly).map((target) => target.path),
    ]),
  );
  expect(findCycle(graph)).toEqual([]);
});

test(`no file is longer than ${LONGEST} lines without a reason`, () => {
  const long = files
    .filter((path) => lineCount(ROOT, path) > LONGEST && !LONG_FILES[path])
    .map((path) => `${path}: ${lineCount(ROOT, path)}`);
  expect(long).toEqual([]);
  const needless = Object.keys(LONG_FILES).filter((path) => lineCount(ROOT, path) <= LONGEST);
  expect(needless).toEqual([]);
});

test("time is asked for at its doors only", () => {
  const found = files
    .filter((path) => !MAY_TELL_TIME.some((door) => door.test(path)))
    .flatMap((path) =>
      code(path)
        .split("\n")
        .flatMap((line, index) => (TIME.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
    );
  expect(found).toEqual([]);
});

test("no file is named so that it could hold anything", () => {
  const vague = files.filter((path) => /(^|\/)(index|utils?|helpers?|common|misc)\.(ts|tsx|mjs)$/.test(path));
  expect(vague).toEqual([]);
});

test("only the two writers write an execution's status", () => {
  const writers = ["server/executions/apply-event.ts", "server/executions/claim.ts"];
  const writes = production
    .filter((path) => path.startsWith("server/") && !writers.includes(path))
    .filter((path) => /update\s+executions\b[^`]*?\bset\b[^`]*?\bstatus\s*=/is.test(code(path)));
  expect(writes).toEqual([]);
});

test("the README draws the lifecycle as the code has it (node bin/lifecycle.mjs writes it)", () => {
  expect(readFileSync(join(ROOT, "README.md"), "utf8")).toContain(drawLifecycle());
});

/** The file without its comments, line by line as it was. */
function code(path: string): string {
  return readFileSync(join(ROOT, path), "utf8")
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ""))
    .replace(/(^|\s)\/\/.*$/gm, "");
}
