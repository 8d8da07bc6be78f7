import { QueryClient } from "@tanstack/react-query";
import { TRPCClientError } from "@trpc/client";
import { expect, test } from "vitest";
import { LinkTracker } from "./link-tracker.ts";

function setUp() {
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const link = new LinkTracker();
  link.watch(queryClient.getQueryCache());
  let told = 0;
  link.subscribe(() => {
    told += 1;
  });
  const read = (result: () => unknown) =>
    queryClient.fetchQuery({ queryKey: ["x"], queryFn: async () => result() ?? null }).catch(() => {});
  return { queryClient, link, read, told: () => told };
}
function fail(error: Error) {
  return () => {
    throw error;
  };
}
const refused = TRPCClientError.from({
  error: { message: "no", code: -32004, data: { code: "NOT_FOUND", httpStatus: 404 } },
} as never);

test("before anything is known it is not called live", () => {
  expect(setUp().link.freshness()).toEqual({ state: "reconnecting", since: null });
});

test("with an open push and good reads it is live", async () => {
  const { link, read } = setUp();
  await read(() => 1);
  link.set({ push: "open" });
  expect(link.freshness()).toEqual({ state: "live" });
});

test("where tabs can't share a push, good reads on a timer are not called live, and say from when they are", async () => {
  const { link, read } = setUp();
  link.set({ push: "polling" });
  await read(() => 1);
  expect(link.freshness()).toEqual({ state: "polling", since: expect.any(Date) });
});

test("when the push is cut it says from when the data is", async () => {
  const { link, read, queryClient } = setUp();
  link.set({ push: "open" });
  await read(() => 1);
  link.set({ push: "connecting" });
  const since = new Date(queryClient.getQueryState(["x"])?.dataUpdatedAt ?? 0);
  expect(link.freshness()).toEqual({ state: "reconnecting", since });
});

test("when reads are given up it is offline, also while the push still looks open", async () => {
  const { link, read } = setUp();
  link.set({ push: "open" });
  await read(() => 1);
  await read(fail(new Error("fetch failed")));
  expect(link.freshness()).toMatchObject({ state: "offline", since: expect.any(Date) });
  await read(() => 2);
  expect(link.freshness()).toEqual({ state: "live" });
});

test("a read that failed and is tried again is reconnecting", async () => {
  const { link, queryClient } = setUp();
  link.set({ push: "open" });
  let tries = 0;
  const seen: string[] = [];
  link.subscribe(() => seen.push(link.freshness().state));
  await queryClient.fetchQuery({
    queryKey: ["y"],
    retry: 1,
    retryDelay: 0,
    queryFn: async () => {
      tries += 1;
      if (tries === 1) throw new Error("fetch failed");
      return tries;
    },
  });
  expect(seen).toEqual(["reconnecting", "live"]);
});

test("a refusal is an answer: the link stands", async () => {
  const { link, read } = setUp();
  link.set({ push: "open" });
  await read(fail(refused));
  expect(link.freshness()).toEqual({ state: "live" });
});

test("listeners are told only when what is shown changes", async () => {
  const { link, read, told } = setUp();
  link.set({ push: "open" });
  const before = told();
  await read(() => 1);
  await read(() => 2);
  expect(told()).toBe(before);
});
