import { expect, test } from "vitest";
import { neighboursOf, rememberList } from "./list-memory.ts";

test("an execution has the neighbours of the list that was left last, and none at its ends", () => {
  expect(neighboursOf("b")).toEqual({ previous: null, next: null });
  rememberList(["a", "b", "c"]);
  expect(neighboursOf("b")).toEqual({ previous: "a", next: "c" });
  expect(neighboursOf("a")).toEqual({ previous: null, next: "b" });
  expect(neighboursOf("c")).toEqual({ previous: "b", next: null });
  expect(neighboursOf("not in it")).toEqual({ previous: null, next: null });
  rememberList(["b"]);
  expect(neighboursOf("b")).toEqual({ previous: null, next: null });
});
