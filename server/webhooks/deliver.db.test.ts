import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildService } from "#db/testing-builders.ts";
import { createExecution } from "#server/executions/create.ts";
import { terminateExecution } from "#server/executions/terminate.ts";
import { getWebhook } from "./list.ts";
import { redeliver } from "./redeliver.ts";
import { removeWebhook } from "./remove.ts";
import { answers, TestingReceiver } from "./testing-receiver.ts";
import { TestingWebhooks } from "./testing-webhooks.ts";
import { updateWebhook } from "./update.ts";

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

const start = (overrides: object = {}) =>
  createExecution(webhooks.ctx, { service: service.name, ...overrides });
const CREATED = ["execution.created"] as const;
const MINUTE_MS = 60_000;

test("a message says what happened to what, and each has an id of its own", async () => {
  const { id } = await webhooks.create(receiver.url, CREATED);
  const execution = await start({ labels: { team: "vision" } });
  await start();
  await webhooks.deliver();
  const [first, second] = receiver.received;
  expect(first?.message).toEqual({
    type: "execution.created",
    timestamp: "2026-01-01T12:00:00.000Z",
    data: {
      serviceId: service.id,
      serviceName: service.name,
      executionId: execution.id,
      functionName: "run",
      parentId: null,
      createdBy: "ada@example.org",
      createdAt: "2026-01-01T12:00:00.000Z",
      labels: { team: "vision" },
      attempt: 1,
      actor: "ada@example.org",
      status: "created",
    },
  });
  expect(first?.headers).toMatchObject({ "content-type": "application/json", "user-agent": "Curfew/0.0.0" });
  expect(first?.headers["webhook-id"]).not.toBe(second?.headers["webhook-id"]);
  expect(await webhooks.log(id)).toMatchObject([
    { state: "delivered" },
    { state: "delivered", body: first?.body },
  ]);
});

test("what one execution has gone through comes in that order", async () => {
  await webhooks.create(receiver.url, [
    "execution.created",
    "execution.stop_requested",
    "execution.terminated",
  ]);
  const ids = [];
  for (let index = 0; index < 10; index += 1) {
    const { id } = await start();
    await terminateExecution(webhooks.ctx, { id });
    ids.push(id);
  }
  await webhooks.deliver();
  for (const id of ids) {
    const own = receiver.received.filter(({ message }) => message.data.executionId === id);
    expect(own.map(({ message }) => message.type)).toEqual([
      "execution.created",
      "execution.stop_requested",
      "execution.terminated",
    ]);
  }
});

describe("a try that fails", () => {
  test("is made again with the same body and id, and the log has each answer", async () => {
    const { id } = await webhooks.create(receiver.url, CREATED);
    receiver.next.push(answers(500, "out of order"), answers(204));
    await start();
    await webhooks.deliver();
    await webhooks.deliver();
    const [waiting] = await webhooks.log(id);
    expect(waiting).toMatchObject({ state: "waiting", nextTryAt: new Date("2026-01-01T12:00:05.000Z") });
    expect(waiting?.tries).toMatchObject([
      { status: 500, error: "It answered 500.", answer: "out of order" },
    ]);
    webhooks.ctx.clock.advance(5_000);
    await webhooks.deliver();
    const [first, second] = receiver.received;
    expect(second?.body).toBe(first?.body);
    expect(second?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
    expect(second?.headers["webhook-timestamp"]).not.toBe(first?.headers["webhook-timestamp"]);
    const [delivered] = await webhooks.log(id);
    expect(delivered).toMatchObject({ state: "delivered", nextTryAt: null });
    expect(delivered?.tries.map(({ status }) => status)).toEqual([500, 204]);
  });

  test("ends in giving up after a day, which the log says; a person may have it delivered all the same", async () => {
    const { id } = await webhooks.create(receiver.url, CREATED);
    receiver.answer = answers(503);
    await start();
    for (let hour = 0; hour < 40; hour += 1) {
      await webhooks.deliver();
      webhooks.ctx.clock.advance(60 * MINUTE_MS);
    }
    const [given] = await webhooks.log(id);
    expect(given).toMatchObject({ state: "given-up", nextTryAt: null });
    expect(given?.tries).toHaveLength(9);
    receiver.answer = answers(200, "at last");
    await redeliver(webhooks.ctx, { id, deliveryId: given?.id as string });
    await webhooks.deliver();
    expect(await webhooks.log(id)).toMatchObject([{ id: given?.id, state: "delivered" }]);
  });

  test.each([
    ["a redirect, which is not followed", answers(302), "It answered 302: redirects are not followed."],
    [
      "a cut connection",
      (response: { destroy(): void }) => response.destroy(),
      "It cut the connection before it answered.",
    ],
  ])("counts: %s", async (_, answer, words) => {
    const { id } = await webhooks.create(receiver.url, CREATED);
    receiver.answer = answer as never;
    await start();
    await webhooks.deliver();
    expect(await webhooks.log(id)).toMatchObject([{ state: "waiting", tries: [{ error: words }] }]);
  });

  test("counts when nobody has answered within ten seconds", async () => {
    const { id } = await webhooks.create(receiver.url, CREATED);
    receiver.answer = () => webhooks.ctx.clock.advance(10_000);
    await start();
    await webhooks.deliver();
    expect(await webhooks.log(id)).toMatchObject([
      {
        state: "waiting",
        tries: [{ status: null, answer: null, durationMs: 10_000, error: "No answer came within 10 s." }],
      },
    ]);
  });

  test("keeps no more than a KiB of the answer", async () => {
    const { id } = await webhooks.create(receiver.url, CREATED);
    receiver.answer = answers(200, "x".repeat(100_000));
    await start();
    await webhooks.deliver();
    expect((await webhooks.log(id))[0]?.tries[0]?.answer).toBe("x".repeat(1_024));
  });
});

test("a receiver that is away is left alone for a while, and once it is back it gets all that waited at once", async () => {
  const { id } = await webhooks.create(receiver.url, CREATED);
  receiver.answer = answers(502);
  for (let index = 0; index < 20; index += 1) await start();
  await webhooks.deliver();
  const asked = receiver.received.length;
  // Five in a row, and three that were under way beside the fifth.
  expect(asked).toBeLessThanOrEqual(8);
  await webhooks.deliver();
  expect(receiver.received).toHaveLength(asked);
  expect(await getWebhook(webhooks.ctx, { id })).toMatchObject({
    failures: expect.any(Number),
    waiting: 20,
    restsUntil: expect.any(Date),
    lastTry: { status: 502, error: "It answered 502." },
  });
  webhooks.ctx.clock.advance(5 * MINUTE_MS);
  await webhooks.deliver();
  expect(receiver.received).toHaveLength(asked + 1);
  receiver.answer = answers(200);
  webhooks.ctx.clock.advance(5 * MINUTE_MS);
  await webhooks.deliver();
  expect(await getWebhook(webhooks.ctx, { id })).toMatchObject({ failures: 0, waiting: 0, restsUntil: null });
});

test("what is wrong with one message holds the others up no longer than its tries", async () => {
  const { id } = await webhooks.create(receiver.url, CREATED);
  const { id: disliked } = await start();
  for (let index = 0; index < 5; index += 1) await start();
  receiver.answer = (response, { message }) => {
    response.writeHead(message.data.executionId === disliked ? 400 : 200).end();
  };
  await webhooks.deliver();
  const states = (await webhooks.log(id)).map(({ state }) => state);
  expect(states.sort()).toEqual([...Array(5).fill("delivered"), "waiting"]);
});

test("what waits for a webhook goes to its new address at once, and nowhere when it is removed", async () => {
  const { id } = await webhooks.create("http://127.0.0.1:9/", CREATED);
  await start();
  await webhooks.deliver();
  expect(await webhooks.log(id)).toMatchObject([{ tries: [{ error: "Nothing listens at this address." }] }]);
  await updateWebhook(webhooks.ctx, { id, url: receiver.url });
  await webhooks.deliver();
  expect(receiver.take()).toEqual(["execution.created"]);
  await start();
  await removeWebhook(webhooks.ctx, { id });
  await webhooks.deliver();
  expect(receiver.take()).toEqual([]);
  const left = await testDatabase.database.sql`select from webhook_deliveries`;
  expect(left).toHaveLength(0);
});
