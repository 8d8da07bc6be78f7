import { v7 as uuid } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { crashStreaks } from "#db/schema/crash-streaks.ts";
import { startFailures } from "#db/schema/start-failures.ts";
import { atTimeOf, createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildReplica, buildRunner, buildService, TEST_NOW } from "#db/testing-builders.ts";
import { ManualClock } from "#server/manual-clock.ts";
import { readNotices } from "./read-notices.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

const clock = new ManualClock(TEST_NOW);
const ago = (seconds: number) => new Date(TEST_NOW.getTime() - seconds * 1_000);

test("runners, disks and services that want a look are told, and those that are well are not", async () => {
  const { database } = db;
  const [well, paused, broken] = [
    await buildService(database),
    await buildService(database, { pausedAt: TEST_NOW, pausedBy: "ada" }),
    await buildService(database),
  ];
  await buildRunner(database, { host: "well" });
  await buildRunner(database, {
    host: "stopped",
    state: "stopped",
    stoppedAt: ago(60),
    heartbeatAt: ago(60),
  });
  const lost = await buildRunner(database, { host: "away", heartbeatAt: ago(20) });
  await buildRunner(database, { host: "long ago", state: "lost", heartbeatAt: ago(4_000) });
  const full = await buildReplica(database, {
    serviceId: well.id,
    diskFault: { code: "ENOSPC", since: TEST_NOW.toISOString(), heldBytes: 1 },
  });
  const [since, failure] = [ago(300), { error: "exit 1", revision: 1, since: ago(300) }];
  await database.db.insert(crashStreaks).values([
    { serviceId: broken.id, ...failure, count: 3, executionId: uuid(), crashedAt: TEST_NOW },
    { serviceId: well.id, ...failure, count: 2, executionId: uuid(), crashedAt: TEST_NOW },
  ]);
  await database.db
    .insert(startFailures)
    .values({ serviceId: broken.id, ...failure, count: 4, failedAt: TEST_NOW, retryAt: TEST_NOW });
  const { notices, moreNotices } = await readNotices({ database: atTimeOf(clock, database) });
  expect(notices).toEqual([
    {
      kind: "runner-lost",
      serviceName: null,
      runnerId: lost.id,
      host: "away",
      since: ago(20),
      count: null,
      detail: "",
    },
    {
      kind: "disk-fault",
      serviceName: well.name,
      runnerId: full.runnerId,
      host: "test-host",
      since: TEST_NOW,
      count: null,
      detail: "ENOSPC",
    },
    ...(["crash-loop", "start-failure"] as const).map((kind) => ({
      kind,
      serviceName: broken.name,
      runnerId: null,
      host: null,
      since,
      count: kind === "crash-loop" ? 3 : 4,
      detail: "exit 1",
    })),
    {
      kind: "paused",
      serviceName: paused.name,
      runnerId: null,
      host: null,
      since: TEST_NOW,
      count: null,
      detail: "ada",
    },
  ]);
  expect(moreNotices).toBe(false);
});

test("of each kind the newest 20 are told, and that there are more", async () => {
  const { database } = db;
  for (let minute = 0; minute < 21; minute += 1)
    await buildService(database, { pausedAt: ago(minute * 60), pausedBy: `${minute}` });
  const { notices, moreNotices } = await readNotices({ database: atTimeOf(clock, database) });
  const paused = notices.filter(({ kind, detail }) => kind === "paused" && detail !== "ada");
  expect(paused.map(({ detail }) => Number(detail))).toEqual([...paused.keys()]);
  expect(moreNotices).toBe(true);
});
