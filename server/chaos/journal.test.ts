import { expect, test } from "vitest";
import { findOverlap, livesOf } from "./journal.ts";

test("a life goes from its first line to its last", () => {
  expect(livesOf("1 begin 10 7\n1 beat 20 7\n1 end 30 7\n")).toEqual([
    { attempt: 1, pid: 7, from: 10n, to: 30n, finished: true, stray: false },
  ]);
});

test("a line that a kill cut short is left out", () => {
  expect(livesOf("1 begin 10 7\n1 be")).toMatchObject([{ to: 10n, finished: false }]);
});

test("attempts that follow each other do not overlap", () => {
  expect(findOverlap(livesOf("1 begin 10 7\n1 beat 20 7\n2 begin 21 8\n2 end 30 8\n"))).toBeNull();
});

test("a second attempt that begins while the first still beats is seen", () => {
  const lives = livesOf("1 begin 10 7\n2 begin 15 8\n1 beat 20 7\n");
  expect(findOverlap(lives)?.map(({ attempt }) => attempt)).toEqual([1, 2]);
});

test("one attempt that runs twice at a time is seen", () => {
  expect(findOverlap(livesOf("1 begin 10 7\n1 begin 11 8\n1 beat 20 7\n"))).not.toBeNull();
});
