import { afterAll, beforeAll, expect, test } from "vitest";
import { CHANGES_CHANNEL } from "#db/channels.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution, buildService } from "#db/testing-builders.ts";
import { createApiKey } from "#server/auth/create-api-key.ts";
import { revokeApiKey } from "#server/auth/revoke-api-key.ts";
import { systemClock } from "#server/clock.ts";
import { terminateExecution } from "#server/executions/terminate.ts";
import { silentLog } from "#server/log.ts";
import { pauseService } from "#server/services/pause.ts";
import { removeView } from "#server/views/remove.ts";
import { renameView } from "#server/views/rename.ts";
import { SaveViewInput, saveView } from "#server/views/save.ts";
import { setDefaultView } from "#server/views/set-default.ts";
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

test("keys, views and whatever the audit keeps are told, in the transaction that they are written in", async () => {
  const { database } = testDatabase;
  const ctx = { database, clock: systemClock, actor: "ada@localhost" };
  const told: string[] = [];
  const { unlisten } = await database.sql.listen(CHANGES_CHANNEL, (payload) =>
    told.push(...JSON.parse(payload)),
  );
  const during = async (act: () => Promise<unknown>) => {
    told.length = 0;
    await act();
    await database.sql.notify(CHANGES_CHANNEL, '["after"]');
    await expect.poll(() => told).toContain("after");
    return told.filter((topic) => ["audit", "api-keys", "views"].includes(topic)).sort();
  };
  const key = { id: "" };
  const create = async () => Object.assign(key, await createApiKey(ctx, { name: "ci" }));
  expect(await during(create)).toEqual(["api-keys", "audit"]);
  expect(await during(() => createApiKey(ctx, { name: "ci" }).catch(() => null))).toEqual([]);
  expect(await during(() => revokeApiKey(ctx, { id: key.id }))).toEqual(["api-keys", "audit"]);
  const view = SaveViewInput.parse({ name: "mine", where: "" });
  const saved = { id: "" };
  expect(await during(async () => Object.assign(saved, await saveView(ctx, view)))).toEqual(["views"]);
  const { id } = saved;
  expect(await during(() => renameView(ctx, { id, name: "ours" }))).toEqual(["views"]);
  expect(await during(() => setDefaultView(ctx, { id }))).toEqual(["views"]);
  expect(await during(() => setDefaultView(ctx, { id: null }))).toEqual(["views"]);
  expect(await during(() => removeView(ctx, { id }))).toEqual(["views"]);
  const execution = await buildExecution(database, { status: "in-progress" });
  expect(await during(() => terminateExecution(ctx, { id: execution.id }))).toEqual(["audit"]);
  const { name } = await buildService(database);
  expect(await during(() => pauseService(ctx, { name }))).toEqual(["audit"]);
  await unlisten();
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
