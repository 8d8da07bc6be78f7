import { expect, test } from "vitest";
import { packageOf } from "./package-of.ts";

test.each([
  ["zod/index.js", "zod"],
  ["@trpc/server/dist/a/b.js", "@trpc/server"],
  ["next/node_modules/postcss/lib/x.js", "next/node_modules/postcss"],
  ["a/node_modules/@b/c/x.js", "a/node_modules/@b/c"],
  [".bin/tsc", null],
  [".package-lock.json", null],
  ["stray.txt", null],
])("%s belongs to %s", (file, owner) => {
  expect(packageOf(file)).toBe(owner);
});
