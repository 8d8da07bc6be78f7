import { expect, test } from "vitest";
import { silentLog } from "#server/log.ts";
import { ManualClock } from "#server/manual-clock.ts";
import { ChangeFeed, EVERYTHING } from "./change-feed.ts";

function setUp() {
  const clock = new ManualClock();
  const heard: { tell(topics: string[]): void; gap(): void; ended: boolean } = {
    tell: () => {},
    gap: () => {},
    ended: false,
  };
  const feed = new ChangeFeed({
    clock,
    log: silentLog,
    source: async (onTopics, onGap) => {
      Object.assign(heard, { tell: onTopics, gap: onGap });
      return async () => {
        heard.ended = true;
      };
    },
  });
  return { clock, heard, feed, stop: new AbortController() };
}

test("a follower gets an id at once and the first change without delay", async () => {
  const { feed, heard, stop } = setUp();
  const follower = feed.follow(stop.signal);
  expect((await follower.next()).value?.topics).toEqual([]);
  heard.tell(["executions"]);
  expect((await follower.next()).value?.topics).toEqual(["executions"]);
});

test("changes that follow within 100 ms come together, each topic once", async () => {
  const { feed, heard, clock, stop } = setUp();
  const follower = feed.follow(stop.signal);
  await follower.next();
  heard.tell(["executions"]);
  await follower.next();
  heard.tell(["executions", "execution:1"]);
  heard.tell(["executions", "execution:2"]);
  const second = follower.next();
  clock.advance(99);
  expect(await Promise.race([second, Promise.resolve("waiting")])).toBe("waiting");
  clock.advance(1);
  expect((await second).value?.topics).toEqual(["executions", "execution:1", "execution:2"]);
});

test("whoever comes back with the last id hears what it missed", async () => {
  const { feed, heard, clock, stop } = setUp();
  const follower = feed.follow(stop.signal);
  const first = await follower.next();
  heard.tell(["services"]);
  clock.advance(100);
  heard.tell(["runners"]);
  clock.advance(100);
  const back = feed.follow(stop.signal, first.value?.id);
  expect((await back.next()).value?.topics).toEqual(["services", "runners"]);
});

test.each(["another.3", "nonsense", ""])(
  "whoever comes back with the id %j is told to read all again",
  async (id) => {
    const { feed, heard, stop } = setUp();
    await feed.follow(stop.signal).next();
    heard.tell(["services"]);
    const topics = (await feed.follow(stop.signal, id).next()).value?.topics;
    expect(topics).toEqual(id === "" ? [] : [EVERYTHING]);
  },
);

test("whoever was away for longer than is remembered is told to read all again", async () => {
  const { feed, heard, clock, stop } = setUp();
  const first = await feed.follow(stop.signal).next();
  for (let n = 0; n < 300; n += 1) {
    heard.tell([`execution:${n}`]);
    clock.advance(100);
  }
  expect((await feed.follow(stop.signal, first.value?.id).next()).value?.topics).toEqual([EVERYTHING]);
});

test("after a gap of the source all followers are told to read all again", async () => {
  const { feed, heard, stop } = setUp();
  const follower = feed.follow(stop.signal);
  await follower.next();
  heard.gap();
  expect((await follower.next()).value?.topics).toEqual([EVERYTHING]);
});

test("a slow follower gets everything since in one batch, however much it was", async () => {
  const { feed, heard, clock, stop } = setUp();
  const follower = feed.follow(stop.signal);
  await follower.next();
  for (let n = 0; n < 1_000; n += 1) {
    heard.tell(["executions"]);
    clock.advance(100);
  }
  expect((await follower.next()).value?.topics).toEqual(["executions"]);
});

test("a shutdown throws, so that browsers come back, and never just ends", async () => {
  const { feed, stop } = setUp();
  const follower = feed.follow(stop.signal);
  await follower.next();
  const waiting = follower.next();
  stop.abort(new Error("shutting down"));
  await expect(waiting).rejects.toThrow("shutting down");
});

test("a source that fails is tried again by the next follower", async () => {
  let tries = 0;
  const source = async () => {
    tries += 1;
    if (tries === 1) throw new Error("no database");
    return async () => {};
  };
  const feed = new ChangeFeed({ clock: new ManualClock(), log: silentLog, source });
  const { signal } = new AbortController();
  await expect(feed.follow(signal).next()).rejects.toThrow("no database");
  expect((await feed.follow(signal).next()).value?.topics).toEqual([]);
});

test("stop lets go of the source", async () => {
  const { feed, heard } = setUp();
  await feed.start();
  await feed.stop();
  expect(heard.ended).toBe(true);
});
