import { afterAll, beforeAll, expect, test } from "vitest";
import { CHANGES_CHANNEL } from "#db/channels.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { systemClock } from "#server/clock.ts";
import { ChangeFeed } from "#server/live/change-feed.ts";
import { databaseChanges } from "#server/live/database-changes.ts";
import { silentLog } from "#server/log.ts";
import { buildCaller } from "./testing.ts";

let testDatabase: TestDatabase;
let changes: ChangeFeed;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  changes = new ChangeFeed({
    source: databaseChanges(testDatabase.database),
    clock: systemClock,
    log: silentLog,
  });
});
afterAll(async () => {
  await changes.stop();
  await testDatabase.drop();
});

/** The subscription as a list of [id, topics]. */
async function subscribe(shutdown: AbortSignal = new AbortController().signal) {
  const stream = await buildCaller(testDatabase.database, { changes, shutdown }).live.changes();
  return (stream as AsyncIterable<unknown>)[Symbol.asyncIterator]() as AsyncIterator<
    [string, string[], symbol]
  >;
}

test("a notification from the database reaches a subscriber with an id to come back with", async () => {
  const stream = await subscribe();
  await stream.next();
  await testDatabase.database.sql.notify(CHANGES_CHANNEL, JSON.stringify(["execution:7"]));
  const heard: string[] = [];
  while (!heard.includes("execution:7")) {
    const [id, topics] = (await stream.next()).value;
    expect(id).toMatch(/^[0-9a-f]{12}\.\d+$/);
    heard.push(...topics);
  }
});

test("a shutdown of the web server cuts subscriptions by an error, so that browsers come back", async () => {
  const shutdown = new AbortController();
  const stream = await subscribe(shutdown.signal);
  await stream.next();
  const drained = (async () => {
    for (;;) if ((await stream.next()).done) return "ended";
  })();
  shutdown.abort(new DOMException("bye", "AbortError"));
  await expect(drained).rejects.toThrow("bye");
});
