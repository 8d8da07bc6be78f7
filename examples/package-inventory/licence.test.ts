import { describe, expect, test } from "vitest";
import { classify, licenceOf } from "./licence.ts";

describe("how far a licence binds", () => {
  test.each([
    ["MIT", "permissive"],
    ["Apache-2.0 WITH LLVM-exception", "permissive"],
    ["(MIT OR GPL-3.0-only)", "permissive"],
    ["MIT AND LGPL-3.0-or-later", "weak copyleft"],
    ["AGPL-3.0", "copyleft"],
    ["CC0-1.0", "public domain"],
    ["SEE LICENSE IN terms.txt", "unknown"],
    [null, "unknown"],
  ])("%s is %s", (expression, kind) => {
    expect(classify(expression)).toBe(kind);
  });

  test("old manifests name it in an object or a list", () => {
    expect(licenceOf({ license: { type: "ISC" } })).toBe("ISC");
    expect(licenceOf({ licenses: [{ type: "MIT" }, { type: "GPL-2.0" }] })).toBe("MIT OR GPL-2.0");
    expect(licenceOf({ license: " " })).toBeNull();
  });
});
