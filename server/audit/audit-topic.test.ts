import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sourceFiles } from "../architecture/source-tree.ts";
import { projectRoot } from "../project-root.ts";

test("whoever writes to the audit tells the screens that show it", () => {
  const texts = sourceFiles(projectRoot())
    .filter((path) => !path.endsWith(".test.ts"))
    .map((path) => ({ path, text: readFileSync(join(projectRoot(), path), "utf8") }));
  const writers = texts.filter(({ text }) => text.includes("insert into audit"));
  expect(writers.length).toBeGreaterThan(10);
  const silent = writers.filter(({ text }) => !/AUDIT_TOPIC|AUDITED_|KEY_NOTES/.test(text));
  expect(silent.map(({ path }) => path)).toEqual([]);
});
