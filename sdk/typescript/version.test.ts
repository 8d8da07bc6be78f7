import { expect, test } from "vitest";
import root from "../../package.json" with { type: "json" };
import manifest from "./package.json" with { type: "json" };

test("the package has the version of the Curfew that it speaks to", () => {
  expect(manifest.version).toBe(root.version);
});
