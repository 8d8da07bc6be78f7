import { expect, test } from "vitest";
import { PlacementSchema, PolicySchema } from "./policy.ts";
import { DEFAULT_PLACEMENT, DEFAULT_POLICY } from "./policy-values.ts";

test("what is not said is what the defaults say", () => {
  expect(PolicySchema.parse({})).toEqual(DEFAULT_POLICY);
  expect(PlacementSchema.parse({})).toEqual(DEFAULT_PLACEMENT);
});
