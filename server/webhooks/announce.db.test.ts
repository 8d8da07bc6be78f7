import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution, buildService } from "#db/testing-builders.ts";
import { WEBHOOK_EVENTS, type WebhookEvent } from "#server/domain/webhook.ts";
import { abandonAttempts } from "#server/executions/abandon-attempts.ts";
import { applyEvents } from "#server/executions/apply-event.ts";
import { createExecution } from "#server/executions/create.ts";
import { terminateExecutions } from "#server/executions/terminate.ts";
import { agentVoice } from "#server/executions/testing-agent-voice.ts";
import { ManualClock } from "#server/manual-clock.ts";
import { noteStartFailure } from "#server/runners/start-failures.ts";
import { createService } from "#server/services/create.ts";
import { pauseService } from "#server/services/pause.ts";
import { resumeService } from "#server/services/resume.ts";
import { updateService } from "#server/services/update.ts";
import { CreateWebhookInput, createWebhook } from "./create.ts";
import { WebhookSender } from "./sender.ts";
import { updateWebhook } from "./update.ts";
import type { WebhookContext } from "./webhook-context.ts";

let testDatabase: TestDatabase;
let ctx: WebhookContext;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const clock = new ManualClock();
  const sender = new WebhookSender({ clock, allowed: "all", version: "0.0.0" });
  ctx = { database: testDatabase.database, clock, actor: "ada@example.org", sender };
});
beforeEach(() => testDatabase.database.sql`truncate webhooks, webhook_deliveries`);
afterAll(() => testDatabase.drop());

let names = 0;
const webhook = (events: readonly WebhookEvent[], overrides: object = {}) => {
  names += 1;
  const all = { name: `hook-${names}`, url: "http://127.0.0.1:9/", events, ...overrides };
  return createWebhook(ctx, CreateWebhookInput.parse(all));
};
const told = async () => {
  const rows = await testDatabase.database.sql<
    { event: string; executionId: string | null; facts: object }[]
  >`
    select event, execution_id as "executionId", facts from webhook_deliveries order by seq`;
  return [...rows];
};
const events = async () => (await told()).map(({ event }) => event);
const inService = (policy = {}) => buildService(testDatabase.database, { policy });
const build = (serviceId: string, overrides: object = {}) =>
  buildExecution(testDatabase.database, { serviceId, ...overrides });

test("a webhook is told of what it chose, from the creation of an execution to its end", async () => {
  const service = await inService();
  await webhook(WEBHOOK_EVENTS);
  await webhook(["execution.success"]);
  const { id } = await createExecution(ctx, { service: service.name });
  expect(await told()).toEqual([
    {
      event: "execution.created",
      executionId: id,
      facts: { attempt: 1, actor: "ada@example.org", status: "created" },
    },
  ]);
  const running = await build(service.id, { status: "in-progress" });
  const { say } = agentVoice(ctx, running);
  await say({ type: "started", executionId: running.id, attempt: 1, pid: 7 });
  await say({ type: "stalled", executionId: running.id, attempt: 1, seconds: 60 });
  await say({
    type: "ended",
    executionId: running.id,
    attempt: 1,
    outcome: { type: "returned" },
    output: 1,
    exitCode: 0,
    exitSignal: null,
    strays: 0,
  });
  expect((await events()).slice(1)).toEqual([
    "execution.started",
    "execution.stalled",
    "execution.success",
    "execution.success",
  ]);
  expect((await told()).at(-1)).toMatchObject({
    executionId: running.id,
    facts: { status: "success", reason: null, attempt: 1, actor: "agent", exitCode: 0 },
  });
});

test("stops of many are told one by one, of those that waited with their end", async () => {
  const service = await inService();
  await webhook(["execution.stop_requested", "execution.terminated"]);
  const running = await build(service.id, { status: "in-progress" });
  const waiting = await build(service.id);
  await terminateExecutions(ctx, { ids: [running.id, waiting.id], note: "wrong data" });
  await terminateExecutions(ctx, { ids: [running.id, waiting.id] });
  expect(await told()).toMatchObject([
    {
      event: "execution.stop_requested",
      executionId: running.id,
      facts: { reason: "terminated", note: "wrong data" },
    },
    { event: "execution.stop_requested", executionId: waiting.id },
    { event: "execution.terminated", executionId: waiting.id, facts: { status: "terminated" } },
  ]);
});

test("what is lost is told as lost, and as what becomes of it", async () => {
  const [fails, reruns] = [await inService({ onReset: "failed" }), await inService()];
  await webhook(["execution.lost", "execution.failed", "execution.rerun"]);
  const failing = await build(fails.id, { status: "in-progress" });
  const again = await build(reruns.id, {
    status: "in-progress",
    policy: { ...(await policyOf(reruns.id)), onReset: "rerun", maxAttempts: 3 },
  });
  await abandonAttempts(ctx, [{ executionId: failing.id, attempt: 1 }], "lost");
  await abandonAttempts(ctx, [{ executionId: again.id, attempt: 1 }], "lost");
  expect((await told()).map(({ event, executionId }) => [event, executionId])).toEqual([
    ["execution.lost", failing.id],
    ["execution.failed", failing.id],
    ["execution.lost", again.id],
    ["execution.rerun", again.id],
  ]);
});

test("a stop that ends unproven is told as unverified", async () => {
  const { id: serviceId } = await inService();
  await webhook(["execution.terminated"]);
  const stop = { stopReason: "terminated", stopRung: "delivered", stopFinal: true } as const;
  const running = await build(serviceId, { status: "in-progress", ...stop });
  await abandonAttempts(ctx, [{ executionId: running.id, attempt: 1 }], "lost");
  expect(await told()).toMatchObject([
    { event: "execution.terminated", facts: { reason: "terminated", unverified: true } },
  ]);
  const gone = await build(serviceId, { status: "in-progress", ...stop });
  await abandonAttempts(ctx, [{ executionId: gone.id, attempt: 1 }], "reset");
  expect((await told()).at(-1)?.facts).not.toHaveProperty("unverified");
});

async function policyOf(serviceId: string): Promise<object> {
  const [row] = await testDatabase.database.sql<{ policy: object }[]>`
    select config->'policy' as policy from revisions where service_id = ${serviceId}`;
  return row?.policy ?? {};
}

test("a webhook of one service hears nothing of others, and one that is off nothing at all", async () => {
  const [own, other] = [await inService(), await inService()];
  const { id } = await webhook(["execution.created"], { services: [own.name] });
  await createExecution(ctx, { service: other.name });
  expect(await told()).toEqual([]);
  await createExecution(ctx, { service: own.name });
  await updateWebhook(ctx, { id, enabled: false });
  await createExecution(ctx, { service: own.name });
  expect(await events()).toEqual(["execution.created"]);
});

test("a service is told of as it is deployed, changed, paused and resumed, and once it keeps failing to start", async () => {
  await webhook(WEBHOOK_EVENTS);
  const program = { runtime: "command", argv: ["true"], directory: "/", functions: { run: {} } };
  const { id, name } = await createService(ctx, { name: "told-of", program } as never);
  await updateService(ctx, { name, policy: { executionTimeout: 60 } } as never);
  await updateService(ctx, { name, policy: { executionTimeout: 60 } } as never);
  await pauseService(ctx, { name });
  await pauseService(ctx, { name });
  await resumeService(ctx, { name });
  for (let failure = 1; failure <= 5; failure += 1) {
    await noteStartFailure(ctx, id, { revision: 2, error: `failure ${failure}` });
  }
  expect(await events()).toEqual([
    "service.created",
    "service.updated",
    "service.paused",
    "service.resumed",
    "service.failing",
  ]);
  expect((await told()).at(-1)?.facts).toEqual({
    actor: "runner",
    revision: 2,
    count: 3,
    error: "failure 3",
  });
});

test("three crashes in a row are told once, as a crash loop", async () => {
  const service = await inService({ onReset: "failed" });
  await webhook(["service.crash_looping"]);
  for (let crash = 1; crash <= 5; crash += 1) {
    const running = await build(service.id, { status: "in-progress" });
    const outcome = { type: "crashed", outOfMemory: false } as const;
    const how = { outcome, output: null, exitCode: null, exitSignal: "SIGSEGV", strays: 0 } as const;
    const { say } = agentVoice(ctx, running);
    await say({ type: "ended", executionId: running.id, attempt: 1, ...how });
  }
  expect(await told()).toMatchObject([
    { event: "service.crash_looping", executionId: null, facts: { count: 3, revision: 1, actor: "agent" } },
  ]);
});

test("what is not written is not told", async () => {
  const service = await inService();
  await webhook(WEBHOOK_EVENTS);
  const ended = await build(service.id, { status: "success" });
  const at = ctx.clock.now();
  await applyEvents(ctx, [
    {
      executionId: ended.id,
      event: { type: "stop_requested", reason: "terminated" },
      at,
      actor: "ada@example.org",
    },
    { executionId: ended.id, event: { type: "abandoned", attempt: 1, reason: "lost" }, at, actor: "system" },
  ]);
  expect(await told()).toEqual([]);
});
