import { afterAll, beforeAll, expect, test } from "vitest";
import { atTimeOf, createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution } from "#db/testing-builders.ts";
import type { Context } from "#server/context.ts";
import { agentVoice } from "#server/executions/testing-agent-voice.ts";
import { ManualClock } from "#server/manual-clock.ts";
import { BulkCarrier } from "./bulk-carrier.ts";
import { getBulk } from "./get.ts";
import { PrepareBulkInput, prepareBulk } from "./prepare.ts";
import { startBulk } from "./start.ts";

let testDatabase: TestDatabase;
let ctx: Context & { clock: ManualClock };
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const clock = new ManualClock();
  ctx = { database: atTimeOf(clock, testDatabase.database), clock, actor: "ada@example.org" };
});
afterAll(() => testDatabase.drop());

const inHours = (hours: number) => new Date(ctx.clock.now().getTime() + hours * 3_600_000);

test("deadlines are moved to one time for all, also when it is told as from now; the past is refused", async () => {
  const running = await buildExecution(testDatabase.database, { status: "in-progress" });
  const prepare = (move: object) =>
    prepareBulk(ctx, PrepareBulkInput.parse({ kind: "extend", ids: [running.id], ...move }));
  const { id } = await prepare({ at: inHours(2) });
  await startBulk(ctx, { id, count: 1 });
  await new BulkCarrier(ctx, new AbortController().signal).look();
  const order = await agentVoice(ctx, running).nextOrder("deadline");
  expect(order).toMatchObject({ at: inHours(2).toISOString() });
  expect((await getBulk(ctx, { id })).arguments).toEqual({ at: inHours(2).toISOString() });

  const soon = await prepare({ inSeconds: 3_600 });
  expect((await getBulk(ctx, { id: soon.id })).arguments).toEqual({ at: inHours(1).toISOString() });
  await expect(prepare({ at: inHours(-1) })).rejects.toThrow("has passed");
});
