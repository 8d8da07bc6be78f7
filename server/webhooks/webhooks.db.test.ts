import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildService } from "#db/testing-builders.ts";
import { systemClock } from "#server/clock.ts";
import { createExecution } from "#server/executions/create.ts";
import { CreateWebhookInput, createWebhook } from "./create.ts";
import { listWebhooks } from "./list.ts";
import { rotateSecret } from "./rotate-secret.ts";
import { testWebhook } from "./send-test.ts";
import { WebhookSender } from "./sender.ts";
import { answers, TestingReceiver, verifyReceived } from "./testing-receiver.ts";
import { TestingWebhooks } from "./testing-webhooks.ts";
import { updateWebhook } from "./update.ts";

let testDatabase: TestDatabase;
let webhooks: TestingWebhooks;
let receiver: TestingReceiver;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
});
beforeEach(async () => {
  await testDatabase.database.sql`truncate webhooks, webhook_deliveries, audit`;
  webhooks = new TestingWebhooks(testDatabase.database);
  // The reference library looks at the real clock.
  const now = systemClock.now().getTime() - webhooks.ctx.clock.now().getTime();
  webhooks.ctx.clock.advance(now);
  receiver = new TestingReceiver();
  await receiver.start();
});
afterEach(() => receiver.end());
afterAll(() => testDatabase.drop());

test("every delivery proves itself; for a day after a rotation by the old secret too", async () => {
  const service = await buildService(testDatabase.database);
  const { id, secret } = await webhooks.create(receiver.url, ["execution.created"]);
  await createExecution(webhooks.ctx, { service: service.name });
  await webhooks.deliver();
  const rotated = await rotateSecret(webhooks.ctx, { id });
  expect(rotated.secret).not.toBe(secret);
  await createExecution(webhooks.ctx, { service: service.name });
  await webhooks.deliver();
  const [first, second] = receiver.received;
  if (!first || !second) throw new Error("two were sent");
  expect(verifyReceived(secret, first)).toEqual(first.message);
  expect(verifyReceived(secret, second)).toEqual(second.message);
  expect(verifyReceived(rotated.secret, second)).toEqual(second.message);
  expect(() => verifyReceived(rotated.secret, first)).toThrow();
});

test("the secret is shown once: neither lists nor the audit have it", async () => {
  const { id, secret } = await webhooks.create(receiver.url, ["execution.failed"]);
  const { secret: newer } = await rotateSecret(webhooks.ctx, { id });
  const audit = await testDatabase.database.sql`select * from audit`;
  const shown = JSON.stringify([await listWebhooks(webhooks.ctx), audit]);
  expect(shown).not.toContain(secret);
  expect(shown).not.toContain(newer);
  expect(audit.map(({ action }) => action)).toEqual(["webhook.create", "webhook.rotate-secret"]);
});

test("a test says what came of it, and stands in the log", async () => {
  const { id, secret } = await webhooks.create(receiver.url, ["execution.failed"], { enabled: false });
  receiver.next.push(answers(200, "hello"), answers(404, "no such hook"));
  expect(await testWebhook(webhooks.ctx, { id })).toMatchObject({
    state: "delivered",
    tries: [{ status: 200, answer: "hello", error: null }],
  });
  const [received] = receiver.received;
  if (!received) throw new Error("it was sent");
  expect(verifyReceived(secret, received)).toMatchObject({ type: "webhook.test", data: { webhookId: id } });
  expect(await testWebhook(webhooks.ctx, { id })).toMatchObject({
    state: "given-up",
    tries: [{ status: 404, error: "It answered 404.", answer: "no such hook" }],
  });
  expect((await webhooks.log(id)).map(({ state }) => state)).toEqual(["given-up", "delivered"]);
});

test("addresses inside are refused, by name too when it is followed, unless they are allowed", async () => {
  const strict = new WebhookSender({ clock: systemClock, allowed: "none", version: "0.0.0" });
  const ctx = { ...webhooks.ctx, sender: strict };
  const wanted = (url: string) =>
    CreateWebhookInput.parse({ name: "inside", url, events: ["execution.failed"] });
  for (const url of [
    "http://127.0.0.1:1/",
    "http://localhost/",
    "http://[::1]/",
    "http://0x7f.1/",
    "http://2130706433/",
    "http://169.254.169.254/latest",
    "http://[::ffff:10.0.0.1]/",
  ]) {
    await expect(createWebhook(ctx, wanted(url)), url).rejects.toThrow("is not on the public internet");
  }
  const { id } = await webhooks.create(receiver.url, ["execution.failed"]);
  await expect(updateWebhook(ctx, { id, url: "http://10.0.0.1/" })).rejects.toThrow("10.0.0.1");
  // It was made while it was allowed.
  expect(await testWebhook(ctx, { id })).toMatchObject({
    state: "given-up",
    tries: [{ status: null, error: expect.stringContaining("127.0.0.1 is not on the public internet") }],
  });
  expect(receiver.received).toEqual([]);
});

test.each([
  [{ url: "ftp://example.org" }, "url must be an address such as"],
  [{ url: "https://ada:secret@example.org" }, "url must be without a user and a password"],
  [{ events: ["execution.exploded"] }, "each of events must be one of execution.created"],
  [{ events: [] }, "events must be at least one"],
  [{ name: "No Name" }, "name must be 1 to 63"],
])("%j is refused", (fault, words) => {
  const input = { name: "hook", url: "https://example.org", events: ["execution.failed"], ...fault };
  expect(CreateWebhookInput.safeParse(input).error?.issues[0]?.message).toContain(words);
});

test("names are told apart, and services that there are not are named", async () => {
  await webhooks.create(receiver.url, ["execution.failed"], { name: "same" });
  await expect(webhooks.create(receiver.url, ["execution.failed"], { name: "same" })).rejects.toThrow(
    "There is a webhook same already",
  );
  await expect(
    webhooks.create(receiver.url, ["execution.failed"], { services: ["nowhere"] }),
  ).rejects.toThrow("services.0: there is no service nowhere");
});
