import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildService } from "#db/testing-builders.ts";
import { createExecution } from "#server/executions/create.ts";
import { TestingReceiver } from "./testing-receiver.ts";
import { TestingWebhooks } from "./testing-webhooks.ts";
import { MOST_KEPT, trimLog } from "./trim-log.ts";

let testDatabase: TestDatabase;
let webhooks: TestingWebhooks;
let receiver: TestingReceiver;
let service: { id: string; name: string };
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  service = await buildService(testDatabase.database);
});
beforeEach(async () => {
  await testDatabase.database.sql`truncate webhooks, webhook_deliveries`;
  webhooks = new TestingWebhooks(testDatabase.database);
  receiver = new TestingReceiver();
  await receiver.start();
});
afterEach(() => receiver.end());
afterAll(() => testDatabase.drop());

const start = () => createExecution(webhooks.ctx, { service: service.name });
const CREATED = ["execution.created"] as const;
const MINUTE_MS = 60_000;

test("two processes never deliver to one webhook at a time, and what one leaves behind the other takes", async () => {
  await webhooks.create(receiver.url, CREATED);
  await start();
  const dying = new AbortController();
  const held: (() => void)[] = [];
  receiver.next.push((response) => void held.push(() => response.destroy()));
  const first = webhooks.carrier(dying.signal);
  first.look();
  await receiver.count(1);
  await webhooks.deliver();
  expect(receiver.received).toHaveLength(1);
  dying.abort(new Error("the process ends"));
  await first.settled();
  await webhooks.deliver();
  const [lost, again] = receiver.received;
  expect(again?.headers["webhook-id"]).toBe(lost?.headers["webhook-id"]);
  expect(again?.body).toBe(lost?.body);
  for (const end of held) end();
});

test("a process that ends without a word holds a webhook for half a minute at most", async () => {
  const { id } = await webhooks.create(receiver.url, CREATED);
  await start();
  await testDatabase.database.sql`
    update webhooks set carrier = 'dead', carried_until = ${new Date(webhooks.ctx.clock.now().getTime() + 30_000)}`;
  await webhooks.deliver();
  expect(receiver.received).toHaveLength(0);
  webhooks.ctx.clock.advance(30_000);
  await webhooks.deliver();
  expect(await webhooks.log(id)).toMatchObject([{ state: "delivered" }]);
});

test("a slow receiver holds the other webhooks up for no moment", async () => {
  const slow = new TestingReceiver();
  await slow.start();
  await webhooks.create(slow.url, CREATED);
  const { id } = await webhooks.create(receiver.url, CREATED);
  const release: (() => void)[] = [];
  slow.answer = (response) => void release.push(() => response.writeHead(200).end());
  await start();
  const carrier = webhooks.carrier();
  carrier.look();
  await Promise.all([slow.count(1), receiver.count(1)]);
  for (const end of release) end();
  await carrier.settled();
  expect(await webhooks.log(id)).toMatchObject([{ state: "delivered" }]);
  await slow.end();
});

test("the log is bounded, in time and in number, and what waited for too long is given up", async () => {
  const { id } = await webhooks.create(receiver.url, CREATED);
  const { sql } = testDatabase.database;
  const now = webhooks.ctx.clock.now();
  const ago = (hours: number) => new Date(now.getTime() - hours * 60 * MINUTE_MS);
  const insert = (count: number, state: string, at: Date) => sql`
    insert into webhook_deliveries (webhook_id, event, at, facts, state, ended_at, next_try_at)
    select ${id}::uuid, 'execution.created', ${at}::timestamptz, '{}', ${state},
      case when ${state} <> 'waiting' then ${at}::timestamptz end, case when ${state} = 'waiting' then ${at}::timestamptz end
    from generate_series(1, ${count})`;
  await insert(3, "delivered", ago(24 * 8));
  await insert(MOST_KEPT + 10, "delivered", ago(1));
  await insert(2, "waiting", ago(40));
  await insert(1, "waiting", ago(1));
  await trimLog(webhooks.ctx);
  await trimLog(webhooks.ctx);
  const rows = await sql`select state, count(*)::int as count from webhook_deliveries group by 1 order by 1`;
  expect([...rows]).toEqual([
    { state: "delivered", count: MOST_KEPT - 2 },
    { state: "given-up", count: 2 },
    { state: "waiting", count: 1 },
  ]);
});
