import { expect, test } from "vitest";
import { targetOf, toggledAll, toggledRange } from "./use-selection.ts";

test("a click with shift takes all between it and the one before", () => {
  const order = ["a", "b", "c", "d"];
  expect([...toggledRange(new Set(["a"]), order, "c", "a")].sort()).toEqual(["a", "b", "c"]);
  expect([...toggledRange(new Set(order), order, "b", "d")].sort()).toEqual(["a"]);
  expect([...toggledRange(new Set(), order, "b", "gone")]).toEqual(["b"]);
});

test("the box of all rows ticks and unticks those that are there, and leaves ticks elsewhere", () => {
  expect([...toggledAll(new Set(["z", "a"]), ["a", "b"])]).toEqual(["z", "a", "b"]);
  expect([...toggledAll(new Set(["z", "a", "b"]), ["a", "b"])]).toEqual(["z"]);
});

test("what is done to all that fit is done to the filter as it stood", () => {
  const ids = new Set(["a"]);
  expect(targetOf({ ids, all: null })).toEqual({ ids: ["a"] });
  expect(targetOf({ ids, all: "service:train" })).toEqual({ where: "service:train" });
  expect(targetOf({ ids, all: "" })).toEqual({ where: "" });
});
