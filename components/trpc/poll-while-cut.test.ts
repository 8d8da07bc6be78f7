import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { pollWhileCut } from "./poll-while-cut.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("what is on the screen is read every two seconds while the push is cut, and not while it stands", () => {
  const link = { isPushed: false };
  const readAll = vi.fn();
  const stop = pollWhileCut(link, readAll);
  vi.advanceTimersByTime(4_000);
  expect(readAll).toHaveBeenCalledTimes(2);
  link.isPushed = true;
  vi.advanceTimersByTime(4_000);
  expect(readAll).toHaveBeenCalledTimes(2);
  link.isPushed = false;
  stop();
  vi.advanceTimersByTime(4_000);
  expect(readAll).toHaveBeenCalledTimes(2);
});
