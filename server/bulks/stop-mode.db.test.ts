import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution, buildReplica } from "#db/testing-builders.ts";
import type { StopMode } from "#server/domain/stop.ts";
import { startBulk } from "./start.ts";
import { TestingBulks } from "./testing-bulks.ts";

let db: TestDatabase;
let bulks: TestingBulks;
beforeAll(async () => {
  db = await createTestDatabase();
  bulks = new TestingBulks(db.database);
});
afterAll(() => db.drop());

/** Running in a shared worker. */
async function build(): Promise<string> {
  const shared = await buildReplica(db.database, { isolation: "shared" });
  await db.database.sql`update revisions
    set config = jsonb_set(config, '{program,runtime}', '"python"') where service_id = ${shared.serviceId}`;
  const place = { serviceId: shared.serviceId, replicaId: shared.id, runnerId: shared.runnerId };
  return (await buildExecution(db.database, { ...place, status: "in-progress" })).id;
}

async function modeOf(id: string): Promise<StopMode | null> {
  const [row] = await db.database.sql<{ mode: StopMode | null }[]>`
    select stop_mode as mode from executions where id = ${id}`;
  return row?.mode ?? null;
}

test("what is foreseen is what the mode does, and the bulk begins in that mode", async () => {
  const id = await build();
  const words = async (mode?: StopMode) => {
    const { sample } = await bulks.prepare({ kind: "terminate", ids: [id], mode });
    return sample[0]?.words;
  };
  expect(await words()).toBe("It is asked to stop at its next checkpoint.");
  expect(await words("save")).toBe("It goes on until it has saved, then stops.");
  expect(await words("now")).toContain("The reset of its replica begins");
  await bulks.carryOut({ kind: "terminate", ids: [id], mode: "now" });
  expect(await modeOf(id)).toBe("now");
});

test("a mode that is given with the start takes the place of the one that was prepared", async () => {
  const execution = await build();
  const { id } = await bulks.prepare({ kind: "terminate", ids: [execution], mode: "now" });
  await startBulk(bulks.ctx, { id, count: 1, mode: "save" });
  await bulks.carryAllOn();
  expect(await modeOf(execution)).toBe("save");
  expect((await bulks.get(id)).arguments).toEqual({ mode: "save" });
});

test("another kind has no mode and counts no workers", async () => {
  const execution = await build();
  const draft = await bulks.prepare({ kind: "label", ids: [execution], set: { a: "b" } });
  expect(draft).toMatchObject({ reached: 1, workers: null, sample: [{ worker: null }] });
  await expect(startBulk(bulks.ctx, { id: draft.id, count: 1, mode: "now" })).rejects.toThrow(
    "mode goes with terminate, and this is label",
  );
});
