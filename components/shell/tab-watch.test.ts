import { TRPCClientError } from "@trpc/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { TabWatch } from "./tab-watch.ts";

const counts = { running: 1, stopping: 0, lost: 0, overdue: 0, waiting: 0, moreRun: false, moreWait: false };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function build(read = vi.fn(async () => counts)) {
  const onRead = vi.fn();
  let time = 0;
  const watch = new TabWatch({ read, now: () => time++, onRead });
  return { watch, read, onRead, stop: watch.start() };
}

const after = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test("what is told is read at once, once a second at most, and never by a timer sooner than in ten", async () => {
  const { watch, read, stop } = build();
  await after(2_000);
  expect(read).toHaveBeenCalledTimes(1);
  watch.touch();
  await after(0);
  expect(read).toHaveBeenCalledTimes(2);
  for (let change = 0; change < 50; change += 1) watch.touch();
  await after(900);
  expect(read).toHaveBeenCalledTimes(2);
  await after(200);
  expect(read).toHaveBeenCalledTimes(3);
  await after(9_000);
  expect(read).toHaveBeenCalledTimes(3);
  await after(2_000);
  expect(read).toHaveBeenCalledTimes(4);
  stop();
  await after(60_000);
  expect(read).toHaveBeenCalledTimes(4);
});

test("a change that is told while it is being read is read after it", async () => {
  const { watch, read } = build();
  watch.touch();
  await after(1_100);
  expect(read).toHaveBeenCalledTimes(2);
});

test("the server is away after three reads that failed, and is there again with the first that does not", async () => {
  const { watch, read, onRead } = build();
  await after(0);
  const known = watch.news();
  read.mockRejectedValue(new TypeError("Failed to fetch"));
  await after(30_000);
  const [, ...told] = onRead.mock.calls.flat();
  expect(told.slice(0, 4)).toEqual(["failing", "failing", "failed", "failed"]);
  expect(watch.news()).toBe(known);
  read.mockResolvedValue({ ...counts, running: 2 });
  await after(4_000);
  expect(onRead).toHaveBeenLastCalledWith("good");
  expect(watch.news().counts?.running).toBe(2);
});

test("a read that never comes back counts as failed", async () => {
  const { read, onRead } = build();
  await after(0);
  read.mockImplementation(() => new Promise(() => {}));
  await after(70_000);
  expect(onRead).toHaveBeenLastCalledWith("failed");
});

test("a refusal is an answer, after which nothing is known", async () => {
  const { watch, read, onRead } = build();
  await after(0);
  const shape = { message: "", code: -32001, data: { code: "UNAUTHORIZED", httpStatus: 401 } };
  read.mockRejectedValue(TRPCClientError.from({ error: shape }));
  await after(11_000);
  expect(onRead).toHaveBeenLastCalledWith("good");
  expect(watch.news().counts).toBeNull();
});
