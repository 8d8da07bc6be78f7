import { QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createInbox } from "./create-inbox.ts";
import { createQueryClient } from "./query-client.ts";
import { joinSharedPush, type PushHandlers } from "./shared-push.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A page that shows one execution which rests, or another query of it, and the end of its push connection. */
function openPage(query = "get", answer: unknown = { status: "terminated" }, router = "executions") {
  const client = createQueryClient();
  const read = vi.fn(async () => answer);
  const queryKey = [[router, query], { input: { id: "1" }, type: "query" }];
  const leavePage = new QueryObserver(client, { queryKey, queryFn: read }).subscribe(() => {});
  const inbox = createInbox(client);
  let server: PushHandlers | null = null;
  const locks = { request: (_: string, __: unknown, work: () => Promise<void>) => work() };
  const channel = { postMessage: () => {}, close: () => {}, onmessage: null };
  const leavePush = joinSharedPush(
    {
      locks: locks as never,
      openChannel: () => channel,
      subscribe: (handlers) => {
        server = handlers;
        return () => {};
      },
    },
    { onTopics: (topics) => inbox.add(topics), onState: () => {} },
  );
  const close = () => {
    leavePush();
    leavePage();
    client.clear();
  };
  return { read, inbox, push: (topics: string[]) => server?.onTopics(topics), close };
}

test("what is pushed is read at once: no poll has run, and no time passes", async () => {
  const { read, push, close } = openPage();
  await vi.advanceTimersByTimeAsync(0);
  expect(read).toHaveBeenCalledTimes(1);
  push(["execution:2", "services"]);
  await vi.advanceTimersByTimeAsync(0);
  expect(read).toHaveBeenCalledTimes(1);
  push(["execution:1"]);
  await vi.advanceTimersByTimeAsync(0);
  expect(read).toHaveBeenCalledTimes(2);
  close();
});

test.each([
  ["progress:1", 5],
  ["execution:1", 11],
])(
  "a flood of %s is read %d times a second and no more, and the last of it is among what is read",
  async (topic, most) => {
    const { read, push, close } = openPage();
    await vi.advanceTimersByTimeAsync(0);
    for (let change = 0; change < 100; change += 1) {
      push([topic]);
      await vi.advanceTimersByTimeAsync(10);
    }
    await vi.advanceTimersByTimeAsync(250);
    const reads = read.mock.calls.length;
    expect(reads).toBeGreaterThan(3);
    expect(reads).toBeLessThanOrEqual(most + 2);
    close();
  },
);

test("while progress is told without end, a change of state is read at once", async () => {
  const { read, push, close } = openPage();
  await vi.advanceTimersByTimeAsync(0);
  push(["progress:1"]);
  await vi.advanceTimersByTimeAsync(10);
  push(["progress:1"]);
  expect(read).toHaveBeenCalledTimes(2);
  push(["execution:1"]);
  await vi.advanceTimersByTimeAsync(0);
  expect(read).toHaveBeenCalledTimes(3);
  close();
});

test("what the page does not show delays nothing that it shows", async () => {
  const { read, push, close } = openPage();
  await vi.advanceTimersByTimeAsync(0);
  push(["execution:2", "runners"]);
  await vi.advanceTimersByTimeAsync(0);
  push(["execution:1"]);
  await vi.advanceTimersByTimeAsync(0);
  expect(read).toHaveBeenCalledTimes(2);
  close();
});

test("while the page rests nothing is read, and all of it as soon as it goes on", async () => {
  const { read, inbox, push, close } = openPage();
  await vi.advanceTimersByTimeAsync(0);
  const release = inbox.hold();
  push(["execution:1"]);
  await vi.advanceTimersByTimeAsync(0);
  expect(read).toHaveBeenCalledTimes(1);
  release();
  await vi.advanceTimersByTimeAsync(0);
  expect(read).toHaveBeenCalledTimes(2);
  close();
});

test("what waits for the end of a pause when the page begins to rest is not read then", async () => {
  const { read, inbox, push, close } = openPage();
  await vi.advanceTimersByTimeAsync(0);
  push(["execution:1"]);
  await vi.advanceTimersByTimeAsync(10);
  push(["execution:1", "progress:1"]);
  await vi.advanceTimersByTimeAsync(10);
  const before = read.mock.calls.length;
  push(["execution:1", "progress:1"]);
  const release = inbox.hold();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(read).toHaveBeenCalledTimes(before);
  release();
  await vi.advanceTimersByTimeAsync(0);
  expect(read.mock.calls.length).toBeGreaterThan(before);
  close();
});

test("a family is read again when one of those that it shows has changed", async () => {
  const { read, push, close } = openPage("family", { members: [{ id: "1" }, { id: "grandchild" }] });
  await vi.advanceTimersByTimeAsync(0);
  push(["execution:stranger"]);
  await vi.advanceTimersByTimeAsync(250);
  expect(read).toHaveBeenCalledTimes(1);
  push(["execution:grandchild"]);
  await vi.advanceTimersByTimeAsync(0);
  expect(read).toHaveBeenCalledTimes(2);
  close();
});

test("what many rows stand behind is read at the first change, and for those that follow once in five seconds", async () => {
  const { read, push, close } = openPage("history", {}, "overview");
  await vi.advanceTimersByTimeAsync(0);
  for (let change = 0; change < 40; change += 1) {
    push(["executions"]);
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(read).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(read).toHaveBeenCalledTimes(3);
  close();
});
