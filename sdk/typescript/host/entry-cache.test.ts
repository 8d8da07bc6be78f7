import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { bundledEntry, cacheFolder } from "./entry-cache.ts";

const SDK = fileURLToPath(new URL("../curfew.ts", import.meta.url));
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "curfew-cache-"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

test("a bundle is kept until a file that it was made of changes", async () => {
  const entry = join(folder, "service.ts");
  const part = join(folder, "part.ts");
  writeFileSync(entry, 'import { word } from "./part.ts"; export const said: string = word;');
  writeFileSync(part, 'export const word = "first";');
  const first = await bundledEntry(entry, SDK, folder);
  expect(await bundledEntry(entry, SDK, folder)).toBe(first);
  writeFileSync(part, 'export const word = "second";');
  const second = await bundledEntry(entry, SDK, folder);
  expect(second).not.toBe(first);
  expect((await import(second)).said).toBe("second");
  expect(readFileSync(first, "utf8")).toContain("first");
}, 30_000);

test("a cache that others could write to is not run from", () => {
  vi.stubEnv("CURFEW_HOME", folder);
  mkdirSync(join(folder, "cache", "node"), { recursive: true });
  chmodSync(join(folder, "cache", "node"), 0o777);
  expect(() => cacheFolder()).toThrow("writable by nobody else");
});
