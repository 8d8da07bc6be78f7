import { expect, test } from "vitest";
import { toggled } from "./toggled.ts";

test("a choice is set and taken back by the same click", () => {
  expect(toggled(["a"], "b")).toEqual(["a", "b"]);
  expect(toggled(["a", "b"], "a")).toEqual(["b"]);
});
