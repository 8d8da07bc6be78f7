import { expect, test } from "vitest";
import { placeWords } from "./wait-words.ts";

test("a place in the queue is told, as far as it was counted", () => {
  const words = (ahead: number, moreAhead = false) => placeWords({ ahead, moreAhead }, String);
  expect(words(0)).toBe("It is the next of its service.");
  expect(words(1)).toBe("1 is before it.");
  expect(words(12)).toBe("12 are before it.");
  expect(words(1_000, true)).toBe("More than 1000 are before it.");
});
