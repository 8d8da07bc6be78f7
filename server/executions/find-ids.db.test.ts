import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution, buildRunner, buildService, TEST_NOW } from "#db/testing-builders.ts";
import { type ExecutionQuery, NO_QUERY, SORTS } from "#server/domain/query/execution-query.ts";
import { ManualClock } from "#server/manual-clock.ts";
import { countExecutions } from "./count.ts";
import { resolveFilter } from "./filter.ts";
import { findIds } from "./find-ids.ts";
import { labelExecutions } from "./label.ts";

interface Sample {
  id: string;
  service: string;
  status: string;
  stopping: boolean;
  functionName: string;
  host: string | null;
  parentId: string | null;
  labels: Record<string, string>;
  createdAt: Date;
  startedAt: Date | null;
}

let testDatabase: TestDatabase;
let samples: Sample[];
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  samples = await buildSamples();
});
afterAll(() => testDatabase.drop());
const context = () => ({
  database: testDatabase.database,
  clock: new ManualClock(),
  actor: "ada@example.org",
});

const STATUSES = ["created", "in-progress", "success", "failed"] as const;
const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;

const PARENTS = ["0198c0de-0000-7000-8000-00000000000a", "0198c0de-0000-7000-8000-00000000000b"] as const;

/** 120 executions, of all kinds, a minute apart. */
async function buildSamples(): Promise<Sample[]> {
  const { database } = testDatabase;
  const services = [await named("train"), await named("etl"), await named("idle")];
  const runners = [
    await buildRunner(database, { host: "gpu-01" }),
    await buildRunner(database, { host: "cpu-07" }),
  ];
  const made: Sample[] = [];
  for (let n = 0; n < 120; n += 1) {
    const service = pick(services, n * n);
    const status = pick(STATUSES, n >> 1);
    const runner = pick(runners, n);
    const stopping = status === "in-progress" && n % 3 === 0;
    const parentId = n % 3 === 0 ? null : pick(PARENTS, n >> 2);
    const at = new Date(TEST_NOW.getTime() + n * 60_000);
    const row = await buildExecution(database, {
      serviceId: service.id,
      status,
      functionName: pick(["run", "evaluate"], n >> 2),
      createdAt: at,
      parentId,
      ...(status === "in-progress" && { runnerId: runner.id, startedAt: new Date(at.getTime() - n * 7_000) }),
      ...(stopping && { stopReason: "terminated" as const, stopRung: "seen" as const }),
    });
    const labels: Record<string, string> = {
      ...(n % 2 === 0 && { team: pick(["vision", "speech"], n >> 1) }),
      ...(n % 5 === 0 && { run: String(n) }),
    };
    if (Object.keys(labels).length > 0) await labelExecutions(context(), [row.id], { set: labels });
    made.push({
      id: row.id,
      service: service.name,
      status,
      stopping,
      functionName: row.functionName,
      host: status === "in-progress" ? runner.host : null,
      labels,
      parentId,
      createdAt: at,
      startedAt: row.startedAt,
    });
  }
  return made;
}

const named = (name: string) => buildService(testDatabase.database, { name });

/** The same by looking at every one of them. */
function fits(one: Sample, query: ExecutionQuery): boolean {
  const among = <T>(list: T[], value: T | null) =>
    list.length === 0 || (value !== null && list.includes(value));
  const status = query.statuses as string[];
  return (
    among(query.services, one.service) &&
    (among(status, one.status) || (one.stopping && status.includes("stopping"))) &&
    among(query.functions, one.functionName) &&
    among(query.runners, one.host) &&
    among(query.parents, one.parentId) &&
    query.labels.every(({ key, values }) => {
      const value = one.labels[key];
      return value !== undefined && (values === null || values.includes(value));
    }) &&
    (query.from === null || one.createdAt.getTime() >= query.from) &&
    (query.to === null || one.createdAt.getTime() < query.to) &&
    query.texts.every((text) => `${one.id} ${one.service} ${one.functionName}`.toLowerCase().includes(text))
  );
}

function expected(query: ExecutionQuery): string[] {
  const found = samples.filter((one) => fits(one, query));
  if (query.sort === "newest") return found.map(({ id }) => id).reverse();
  if (query.sort === "oldest") return found.map(({ id }) => id);
  return found
    .filter(({ status }) => status === "in-progress")
    .sort((a, b) => Number(a.startedAt) - Number(b.startedAt))
    .map(({ id }) => id);
}

async function allPages(query: ExecutionQuery, limit: number, lookAt: number): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null = null; ; ) {
    const filter = resolveFilter({ where: query }, TEST_NOW);
    const page = await findIds(context(), filter, { cursor, limit, lookAt });
    expect(page.ids.length).toBeLessThanOrEqual(limit);
    ids.push(...page.ids);
    if (page.next === null) return ids;
    cursor = page.next;
  }
}

const some = <T>(...values: T[]) => fc.subarray(values);
const minute = fc.option(
  fc.integer({ min: 0, max: 130 }).map((n) => TEST_NOW.getTime() + n * 60_000),
  { nil: null },
);
const queries: fc.Arbitrary<ExecutionQuery> = fc.record({
  ...Object.fromEntries(Object.entries(NO_QUERY).map(([key, value]) => [key, fc.constant(value)])),
  services: some("train", "etl", "nowhere"),
  statuses: some("created", "in-progress", "stopping", "failed"),
  functions: some("run"),
  runners: fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, some("gpu-01")),
  parents: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, some(...PARENTS)),
  labels: fc.subarray([
    { key: "team", values: ["vision"] },
    { key: "run", values: null },
  ]),
  from: minute,
  to: minute,
  texts: fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, fc.constant(["eval"])),
  sort: fc.constantFrom(...SORTS.filter((sort) => sort !== "deadline")),
}) as never;

test("pages of any filter, in any order, hold exactly what fits, each once", async () => {
  await fc.assert(
    fc.asyncProperty(
      queries,
      fc.constantFrom(7, 50),
      fc.constantFrom(9, 4_000),
      async (query, limit, lookAt) => {
        expect(await allPages(query, limit, lookAt)).toEqual(expected(query));
      },
    ),
    { numRuns: 150 },
  );
});

test("counts of any filter agree with its pages", async () => {
  await fc.assert(
    fc.asyncProperty(queries, async (query) => {
      const { atLeast, stopping, ...counts } = await countExecutions(context(), { where: query });
      const found = samples.filter((one) => fits(one, { ...query, statuses: [] }));
      const ofStatus = (status: string) => found.filter((one) => one.status === status).length;
      expect(atLeast).toEqual([]);
      expect(counts).toEqual(Object.fromEntries(Object.keys(counts).map((key) => [key, ofStatus(key)])));
      expect(stopping).toBe(found.filter((one) => one.stopping).length);
    }),
    { numRuns: 60 },
  );
});

describe("what can't be asked", () => {
  test("a page of another order", async () => {
    const filter = resolveFilter({}, TEST_NOW);
    const cursor = `2026-01-01T12:00:00.000Z~${samples[0]?.id}`;
    await expect(findIds(context(), filter, { cursor, limit: 1 })).rejects.toThrow("another order");
  });
});
