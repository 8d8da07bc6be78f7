import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution, buildService } from "#db/testing-builders.ts";
import { WEBHOOK_EVENTS } from "#server/domain/webhook.ts";
import { TestingReceiver } from "#server/webhooks/testing-receiver.ts";
import { TestingWebhooks } from "#server/webhooks/testing-webhooks.ts";
import { openApiDocument } from "./openapi.ts";
import { type Ask, restOf } from "./testing-rest.ts";

let testDatabase: TestDatabase;
let webhooks: TestingWebhooks;
let receiver: TestingReceiver;
let ask: Ask;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  webhooks = new TestingWebhooks(testDatabase.database);
  ask = restOf(webhooks.ctx.database, { clock: webhooks.ctx.clock, sender: webhooks.ctx.sender });
  receiver = new TestingReceiver();
  await receiver.start();
});
afterAll(async () => {
  await receiver.end();
  await testDatabase.drop();
});

test("a webhook is made, read, changed, tested, followed and removed", async () => {
  const service = await buildService(testDatabase.database);
  const made = await ask("POST", "/webhooks", {
    body: { name: "pager", url: receiver.url, events: ["execution.terminated", "execution.failed"] },
  });
  expect(made).toMatchObject({ status: 201, body: { secret: expect.stringMatching(/^whsec_/) } });
  const { id } = made.body;
  expect(made.headers.get("location")).toBe(`/api/v1/webhooks/${id}`);
  const path = `/webhooks/${id}`;
  expect(await ask("PATCH", path, { body: { services: [service.name] } })).toMatchObject({
    status: 200,
    body: { services: [service.name], events: ["execution.failed", "execution.terminated"] },
  });
  expect((await ask("POST", `${path}/test`)).body).toMatchObject({ state: "delivered" });
  const waiting = await buildExecution(testDatabase.database, { serviceId: service.id });
  await ask("POST", `/executions/${waiting.id}/terminate`);
  await webhooks.deliver();
  const { body } = await ask("GET", `${path}/deliveries?limit=1`);
  expect(body.rows).toMatchObject([
    { event: "execution.terminated", state: "delivered", executionId: waiting.id },
  ]);
  expect((await ask("GET", `${path}/deliveries?cursor=${body.nextCursor}`)).body).toMatchObject({
    rows: [{ event: "webhook.test" }],
    nextCursor: null,
  });
  const again = `${path}/deliveries/${body.rows[0].id}/redeliver`;
  expect(await ask("POST", again)).toMatchObject({ status: 200 });
  await webhooks.deliver();
  expect(receiver.take()).toEqual(["webhook.test", "execution.terminated", "execution.terminated"]);
  expect((await ask("POST", `${path}/rotate-secret`)).body.secret).not.toBe(made.body.secret);
  expect(await ask("DELETE", path)).toMatchObject({ status: 200, body: { id, name: "pager" } });
  expect(await ask("GET", path)).toMatchObject({ status: 404 });
  expect(await ask("DELETE", path)).toMatchObject({ status: 404 });
});

test("what is wrong is named", async () => {
  const body = { name: "pager", url: "there", events: ["execution.failed", "nothing"], color: "red" };
  const { status, body: answer } = await ask("POST", "/webhooks", { body });
  expect(status).toBe(400);
  expect(answer.faults.map(({ field }: { field: string }) => field).sort()).toEqual([
    "color",
    "events.1",
    "url",
  ]);
  expect(await ask("GET", "/webhooks/x/deliveries")).toMatchObject({ status: 404 });
  const { body: made } = await ask("POST", "/webhooks", {
    body: { name: "another", url: receiver.url, events: ["execution.failed"] },
  });
  expect(await ask("GET", `/webhooks/${made.id}/deliveries?cursor=x`)).toMatchObject({ status: 400 });
  expect(await ask("POST", `/webhooks/${made.id}/deliveries/x/redeliver`)).toMatchObject({ status: 404 });
});

test("the document says all that is posted, and what is posted is as it says", async () => {
  const document = openApiDocument("0.0.0");
  expect(Object.keys(document.webhooks)).toEqual([...WEBHOOK_EVENTS, "webhook.test"]);
  const service = await buildService(testDatabase.database);
  const { id } = await webhooks.create(receiver.url, WEBHOOK_EVENTS);
  await ask("POST", "/executions", { body: { service: service.name } });
  const running = await buildExecution(testDatabase.database, {
    serviceId: service.id,
    status: "in-progress",
  });
  await ask("POST", `/executions/${running.id}/terminate`, { body: { note: "enough" } });
  await ask("POST", `/services/${service.name}/pause`);
  await ask("POST", `/webhooks/${id}/test`);
  await webhooks.deliver();
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  expect(receiver.received.length).toBeGreaterThan(3);
  for (const { message } of receiver.received) {
    const { post } = document.webhooks[message.type] as { post: { requestBody: { content: never } } };
    const { schema } = post.requestBody.content["application/json"] as {
      schema: { properties: { data: { properties: object } } };
    };
    expect(ajv.validate(schema, message), ajv.errorsText()).toBe(true);
    const known = Object.keys(schema.properties.data.properties);
    expect(known, message.type).toEqual(expect.arrayContaining(Object.keys(message.data)));
  }
});
