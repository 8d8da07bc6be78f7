import { describe, expect, test } from "vitest";
import { missesDeadlineBy, remainingMs } from "./eta.ts";

describe("the forecast", () => {
  const execution = {
    status: "in-progress" as const,
    stop: null,
    progress: 25,
    progressAt: new Date(100_000),
    startedAt: new Date(0),
    attempt: 1,
    rerunOf: null,
    firstProgress: null,
  };
  test("is what is left at the pace so far", () => expect(remainingMs(execution, 110_000)).toBe(290_000));
  test("is not made too early, nor after the time is up", () => {
    expect(remainingMs({ ...execution, progress: 1 }, 110_000)).toBeNull();
    expect(remainingMs(execution, 900_000)).toBeNull();
  });
  test("says by how much a deadline will be missed, once that is more than a guess", () => {
    const ending = (seconds: number) => ({ ...execution, deadlineAt: new Date(seconds * 1_000) });
    expect(missesDeadlineBy(ending(300), 110_000)).toBe(100_000);
    expect(missesDeadlineBy(ending(390), 110_000)).toBeNull();
    expect(missesDeadlineBy(ending(500), 110_000)).toBeNull();
  });
  test("of what may have gone on from saved state is made at its own pace, once that is known", () => {
    const resumed = { ...execution, attempt: 2 };
    expect(remainingMs(resumed, 110_000)).toBeNull();
    // From 15 to 25 percent in 50 s: 5 s a percent, whatever was done before.
    const paced = { ...resumed, firstProgress: { percent: 15, at: new Date(50_000) } };
    expect(remainingMs(paced, 110_000)).toBe(365_000);
    expect(remainingMs({ ...paced, attempt: 1, rerunOf: "1" }, 110_000)).toBe(365_000);
    const hardly = { percent: 23, at: new Date(90_000) };
    expect(remainingMs({ ...resumed, firstProgress: hardly }, 110_000)).toBeNull();
  });
});
