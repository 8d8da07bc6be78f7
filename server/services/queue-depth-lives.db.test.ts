import fc from "fast-check";
import { v7 as uuid } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution, buildService, TEST_NOW } from "#db/testing-builders.ts";
import { buildPastAttempts } from "#server/executions/testing-past-attempts.ts";
import { ManualClock } from "#server/manual-clock.ts";
import { statistics } from "./statistics.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

const HOUR = 3_600_000;
const ctx = () => ({ database: db.database, clock: new ManualClock(TEST_NOW), actor: "ada@example.org" });

test("lives of any length, over any number of attempts, are counted as if each row were looked at", async () => {
  const stage = fc.integer({ min: -20, max: 145 }).map((tenths) => Math.round(1_000 * Math.exp(tenths / 10)));
  const aLife = fc.record({
    createdAt: fc.integer({ min: 1, max: 15 * 24 * HOUR }),
    stages: fc.array(stage, { minLength: 1, maxLength: 7 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(aLife, { minLength: 100, maxLength: 200 }), async (lives) => {
      const { id: serviceId, name } = await buildService(db.database);
      const made = lives.map(({ createdAt, stages }) => lifeOf(TEST_NOW.getTime() - createdAt, stages));
      await insert(serviceId, made);
      for (const hours of [24, 168] as const) {
        const { queueDepth } = await statistics(ctx(), { name, hours });
        const expected = queueDepth.map(({ at }) => ({
          at,
          waiting: made.filter((life) => stateAt(life, at.getTime()) === "waiting").length,
          running: made.filter((life) => stateAt(life, at.getTime()) === "running").length,
          more: false,
        }));
        expect(queueDepth).toEqual(expected);
      }
    }),
    { numRuns: 6, endOnFailure: true },
  );
});

/** Epoch milliseconds. */
interface Life {
  createdAt: number;
  attempts: { startedAt: number; endedAt: number | null }[];
  endedAt: number | null;
}

/** It waits and runs by turns; what has not come yet is left out. */
function lifeOf(createdAt: number, stages: number[]): Life {
  const edges: number[] = [];
  let at = createdAt;
  for (const stage of stages) {
    at += stage;
    if (at <= TEST_NOW.getTime()) edges.push(at);
  }
  const endedAt = edges.length === stages.length ? (edges.at(-1) ?? null) : null;
  const attempts: Life["attempts"] = [];
  for (const [n, startedAt] of edges.entries())
    if (n % 2 === 0 && startedAt !== endedAt) attempts.push({ startedAt, endedAt: edges[n + 1] ?? null });
  return { createdAt, attempts, endedAt };
}

function stateAt({ createdAt, attempts, endedAt }: Life, at: number): "waiting" | "running" | null {
  if (createdAt > at || (endedAt !== null && endedAt <= at)) return null;
  const runs = attempts.some((one) => one.startedAt <= at && (one.endedAt === null || one.endedAt > at));
  return runs ? "running" : "waiting";
}

async function insert(serviceId: string, lives: Life[]): Promise<void> {
  for (const { createdAt, attempts, endedAt } of lives) {
    const last = attempts.at(-1);
    const waits = last === undefined || (last.endedAt !== null && last.endedAt !== endedAt);
    const status = endedAt !== null ? "terminated" : waits ? "created" : "in-progress";
    const present = waits || !last ? null : new Date(last.startedAt);
    const { id } = await buildExecution(db.database, {
      serviceId,
      status,
      createdAt: new Date(createdAt),
      attempt: attempts.length + (waits ? 1 : 0),
      startedAt: present,
      ...(status === "in-progress" && { replicaId: uuid(), runnerId: uuid() }),
      ...(endedAt !== null && { endedAt: new Date(endedAt) }),
    });
    const past = waits ? attempts : attempts.slice(0, -1);
    await buildPastAttempts(
      db.database,
      id,
      past.map((one): [Date, Date] => [new Date(one.startedAt), new Date(one.endedAt ?? 0)]),
    );
  }
}
