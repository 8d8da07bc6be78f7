import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sourceHash } from "./source-hash.ts";

let root: string;
const write = (path: string, text: string) => writeFileSync(join(root, path), text);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "curfew-sources-"));
  mkdirSync(join(root, "app"));
  write("app/page.tsx", "one");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test("the same sources need no new build, whatever their times are", () => {
  const before = sourceHash(root);
  write("app/page.tsx", "one");
  expect(sourceHash(root)).toBe(before);
});

test.each([
  ["a changed file", () => write("app/page.tsx", "two")],
  ["a new file", () => write("app/other.tsx", "one")],
  ["a removed file", () => rmSync(join(root, "app/page.tsx"))],
  ["another lock file", () => write("package-lock.json", "{}")],
])("%s needs a new build", (_what, change) => {
  const before = sourceHash(root);
  change();
  expect(sourceHash(root)).not.toBe(before);
});

test("a changed test needs no new build", () => {
  const before = sourceHash(root);
  write("app/page.test.tsx", "a test");
  expect(sourceHash(root)).toBe(before);
});

test("what is made of the sources needs no new build", () => {
  mkdirSync(join(root, "sdk/typescript/dist"), { recursive: true });
  const before = sourceHash(root);
  write("sdk/typescript/dist/curfew.mjs", "built");
  expect(sourceHash(root)).toBe(before);
});
