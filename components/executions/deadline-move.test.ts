import { expect, test } from "vitest";
import {
  amountFault,
  amountWords,
  draftOfStep,
  FIRST_DRAFT,
  isPast,
  movedTo,
  moveOf,
} from "./deadline-move.ts";

test("an amount with its unit is a move from the deadline or from now, and is read back in words", () => {
  const hours = { ...FIRST_DRAFT, amount: "-2", unit: "hours" } as const;
  expect(moveOf(hours)).toEqual({ bySeconds: -7_200 });
  expect(amountWords(hours)).toBe("2 h earlier");
  const fromNow = { ...FIRST_DRAFT, kind: "in", amount: "90" } as const;
  expect(moveOf(fromNow)).toEqual({ inSeconds: 5_400 });
  expect(amountWords(fromNow)).toBe("1 h 30 min from now");
  expect(moveOf(draftOfStep(3_600))).toEqual({ bySeconds: 3_600 });
});

test("what is no amount is told with what is allowed, in its unit", () => {
  expect(amountFault({ ...FIRST_DRAFT, amount: "" })).toBeNull();
  expect(amountFault({ ...FIRST_DRAFT, amount: "0" })).toMatch(
    /^It must be a whole number of minutes from -\d+ to \d+, and not 0$/,
  );
  for (const amount of ["1.5", "-1", "999999999"])
    expect(amountFault({ ...FIRST_DRAFT, kind: "in", amount, unit: "days" })).toMatch(
      /^It must be a whole number of days from 1 to \d+$/,
    );
});

test("a time is a move once it is whole", () => {
  expect(moveOf({ ...FIRST_DRAFT, kind: "at", at: "" })).toBeNull();
  expect(moveOf({ ...FIRST_DRAFT, kind: "at", at: "2026-11-01T10:00:05" })).toEqual({
    at: new Date("2026-11-01T10:00:05"),
  });
});

test("where a deadline would be is counted from it, from now, or not at all", () => {
  const [deadline, now] = [new Date(100_000), 40_000];
  expect(movedTo({ bySeconds: 60 }, deadline, now)).toEqual(new Date(160_000));
  expect(movedTo({ inSeconds: 60 }, deadline, now)).toEqual(new Date(100_000));
  expect(movedTo({ at: new Date(5) }, deadline, now)).toEqual(new Date(5));
});

test("a deadline in the past is told from one to come; by how much it moves says so only of one that is known", () => {
  const [deadline, now] = [new Date(100_000), 90_000];
  expect(isPast({ bySeconds: -10 }, deadline, now)).toBe(true);
  expect(isPast({ bySeconds: -9 }, deadline, now)).toBe(false);
  expect(isPast({ bySeconds: -3_600 }, null, now)).toBe(false);
  expect(isPast({ inSeconds: 1 }, null, now)).toBe(false);
  expect(isPast({ at: new Date(89_000) }, null, now)).toBe(true);
});
