import { afterAll, beforeAll, expect, test } from "vitest";
import { CHANGES_CHANNEL } from "#db/channels.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { systemClock } from "#server/clock.ts";
import { silentLog } from "#server/log.ts";
import { ChangeFeed, EVERYTHING } from "./change-feed.ts";
import { databaseChanges } from "./database-changes.ts";

let testDatabase: TestDatabase;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
});
afterAll(() => testDatabase.drop());

/** Batches until one holds the topic; fails by the test's time-out if none does. */
async function untilTopic(batches: AsyncGenerator<{ topics: string[] }>, topic: string): Promise<void> {
  for await (const { topics } of batches) if (topics.includes(topic)) return;
}

test("a change committed in the database reaches a follower, and one rolled back does not", async () => {
  const { sql } = testDatabase.database;
  const feed = new ChangeFeed({
    source: databaseChanges(testDatabase.database),
    clock: systemClock,
    log: silentLog,
  });
  const stop = new AbortController();
  const heard: string[] = [];
  const follower = feed.follow(stop.signal);
  await follower.next();
  await sql
    .begin(async (tx) => {
      await tx`select pg_notify(${CHANGES_CHANNEL}, ${JSON.stringify(["execution:undone"])})`;
      throw new Error("roll back");
    })
    .catch(() => {});
  await sql.notify(CHANGES_CHANNEL, JSON.stringify(["execution:done"]));
  for await (const { topics } of follower) {
    heard.push(...topics);
    if (topics.includes("execution:done")) break;
  }
  expect(heard).not.toContain("execution:undone");
  await feed.stop();
});

test("when the connection is cut it comes back and says that something may have been missed", async () => {
  const { sql } = testDatabase.database;
  const feed = new ChangeFeed({
    source: databaseChanges(testDatabase.database),
    clock: systemClock,
    log: silentLog,
  });
  const stop = new AbortController();
  const follower = feed.follow(stop.signal);
  await follower.next();
  await sql.notify(CHANGES_CHANNEL, JSON.stringify(["before"]));
  await untilTopic(follower, "before");
  const again = feed.follow(stop.signal);
  await again.next();
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and query ilike 'listen%' and pid <> pg_backend_pid()`;
  await untilTopic(again, EVERYTHING);
  await feed.stop();
});

test("a payload that can't be read counts as: everything may have changed", async () => {
  const feed = new ChangeFeed({
    source: databaseChanges(testDatabase.database),
    clock: systemClock,
    log: silentLog,
  });
  const follower = feed.follow(new AbortController().signal);
  await follower.next();
  await testDatabase.database.sql.notify(CHANGES_CHANNEL, "{not json");
  await untilTopic(follower, EVERYTHING);
  await feed.stop();
});
