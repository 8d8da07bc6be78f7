import { expect, test } from "vitest";
import { suggestedReasons } from "./reason-field.tsx";

test("a reason is completed from templates first and one's own last ones, each once, by what is typed", () => {
  const known = { templates: ["wrong data", "superseded"], recent: ["too slow", "wrong data"] };
  expect(suggestedReasons(known, "").map(({ text }) => text)).toEqual([
    "wrong data",
    "superseded",
    "too slow",
  ]);
  expect(suggestedReasons(known, "SUPER").map(({ text }) => text)).toEqual(["superseded"]);
  expect(suggestedReasons(known, "too slow")).toEqual([]);
});
