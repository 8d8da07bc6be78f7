import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution, buildService } from "#db/testing-builders.ts";
import { systemClock } from "#server/clock.ts";
import type { Context } from "#server/context.ts";
import { isTerminal } from "#server/domain/status.ts";
import { Conflict, InvalidInput } from "#server/errors.ts";
import { createExecution } from "./create.ts";
import { getExecution } from "./get.ts";
import { listExecutions } from "./list.ts";
import { listEvents } from "./list-events.ts";
import { rerunExecution } from "./rerun.ts";
import { terminateExecution } from "./terminate.ts";

let db: TestDatabase;
let ctx: Context;
let service: { id: string; name: string };
beforeAll(async () => {
  db = await createTestDatabase();
  ctx = { database: db.database, clock: systemClock, actor: "ada" };
  service = await buildService(db.database);
});
afterAll(() => db.drop());

const start = (parentId?: string) => createExecution(ctx, { service: service.name, parentId });
const runs = (parentId: string | null = null) =>
  buildExecution(db.database, { serviceId: service.id, status: "in-progress", parentId });
const now = (id: string) => getExecution(ctx, { id });

describe("an execution that another one starts", () => {
  test("is shown under it, and leads back to it", async () => {
    const parent = await runs();
    const { id } = await start(parent.id);
    const shown = { serviceName: service.name, functionName: "run", stopping: false };
    expect(await now(parent.id)).toMatchObject({
      parent: null,
      children: [{ id, status: "created", ...shown }],
      liveBelow: 1,
    });
    expect(await now(id)).toMatchObject({
      parentId: parent.id,
      parent: { id: parent.id, ...shown },
      children: [],
    });
    const { rows } = await listExecutions(ctx, { limit: 1 });
    expect(rows).toMatchObject([{ id, parentId: parent.id }]);
    expect(await listEvents(ctx, { id: parent.id })).toMatchObject([
      {
        type: "child_started",
        attempt: 1,
        data: { childId: id, serviceName: service.name, functionName: "run" },
      },
    ]);
    expect(await listEvents(ctx, { id })).toMatchObject([{ type: "created", data: { parentId: parent.id } }]);
  });

  test("needs a parent that is there; a rerun of it by an operator has none", async () => {
    const nobody = "0198c0de-0000-7000-8000-000000000000";
    await expect(start(nobody)).rejects.toThrow(InvalidInput);
    await expect(start(nobody)).rejects.toThrow(`parentId: there is no execution ${nobody}`);
    const { id } = await start((await runs()).id);
    await terminateExecution(ctx, { id });
    const again = await rerunExecution(ctx, { id });
    expect(await now(again.id)).toMatchObject({ parentId: null, rerunOf: id });
  });

  test("is the same one for the same key, also when its parent is terminated by then", async () => {
    const parent = await runs();
    const wish = { service: service.name, parentId: parent.id, idempotencyKey: "part 1" };
    const first = await createExecution(ctx, wish);
    await terminateExecution(ctx, { id: parent.id });
    expect(await createExecution(ctx, wish)).toEqual(first);
  });
});

describe("terminating a parent", () => {
  test("leaves its children alone", async () => {
    const parent = await runs();
    const child = await runs(parent.id);
    expect(await terminateExecution(ctx, { id: parent.id })).toMatchObject({ stopping: true, below: 0 });
    expect(await now(child.id)).toMatchObject({ status: "in-progress", stop: null });
  });

  test("may cascade: each below it has its own record, which names its parent, and who asked", async () => {
    const parent = await runs();
    const child = await runs(parent.id);
    const grandchild = await start(child.id);
    const asked = await terminateExecution(ctx, { id: parent.id, note: "wrong data", cascade: true });
    expect(asked).toEqual({ id: parent.id, status: "in-progress", stopping: true, below: 2 });
    expect(await now(parent.id)).toMatchObject({ stop: { note: "wrong data" }, liveBelow: 0 });
    const note = `wrong data (terminated with its parent ${parent.id})`;
    expect(await now(child.id)).toMatchObject({ stop: { final: true, requestedBy: "ada", note } });
    expect(await now(grandchild.id)).toMatchObject({ status: "terminated" });
    const audits = await db.database.sql`
      select data from audit where subject_id in (${child.id}, ${grandchild.id}) order by subject_id = ${child.id} desc`;
    expect(audits.map(({ data }) => data.withParent)).toEqual([parent.id, child.id]);
    expect((await listEvents(ctx, grandchild)).at(-2)).toMatchObject({
      type: "stop_requested",
      data: { reason: "terminated", withParent: child.id },
    });
  });

  test("ends what it may start: a further child is refused, in words", async () => {
    const parent = await runs();
    await terminateExecution(ctx, { id: parent.id });
    await expect(start(parent.id)).rejects.toThrow(Conflict);
    await expect(start(parent.id)).rejects.toThrow("was asked to terminate: it starts no more executions");
  });

  test("a child that is started in that very moment is refused, or found: none goes on unseen", async () => {
    const parent = await runs();
    const started: Promise<unknown>[] = [];
    await db.database.sql.begin(async (sql) => {
      await sql`update executions set stop_reason = 'terminated', stop_rung = 'requested', stop_final = true
        where id = ${parent.id}`;
      // Nobody else sees it yet.
      started.push(start(parent.id).catch((error: unknown) => error));
      for (let waiting = 0; waiting === 0; ) {
        waiting = (await sql`select from pg_locks where not granted`).length;
      }
    });
    expect(await Promise.all(started)).toEqual([expect.any(Conflict)]);
    expect(await now(parent.id)).toMatchObject({ children: [] });
  });
});

test("in any family, a cascade asks exactly those below that live, once each, and nobody is its own ancestor", async () => {
  const member = fc.record({
    parent: fc.nat(),
    status: fc.constantFrom("created", "in-progress", "success"),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(member, { minLength: 1, maxLength: 12 }), fc.nat(), async (members, chosen) => {
      const family: { id: string; parentId: string | null; live: boolean }[] = [];
      for (const [index, { parent, status }] of members.entries()) {
        const parentId = index === 0 ? null : (family[parent % index]?.id ?? null);
        const columns = { serviceId: service.id, status: status as "created", parentId };
        const { id } = await buildExecution(db.database, columns);
        family.push({ id, parentId, live: !isTerminal(columns.status) });
      }
      const root = family[chosen % family.length]?.id as string;
      const below = new Set<string>();
      for (const { id, parentId } of family)
        if (parentId && (parentId === root || below.has(parentId))) below.add(id);
      expect(below.has(root)).toBe(false);
      const expected = family.filter(({ id, live }) => live && below.has(id)).map(({ id }) => id);
      expect((await now(root)).liveBelow).toBe(expected.length);
      expect(await terminateExecution(ctx, { id: root, cascade: true })).toMatchObject({
        below: expected.length,
      });
      const asked = await db.database.sql`
        select subject_id as id from audit where subject_id = any(${family.map(({ id }) => id)}) and subject_id <> ${root}`;
      expect(asked.map(({ id }) => id).sort()).toEqual(expected.sort());
    }),
    { numRuns: 40 },
  );
});
