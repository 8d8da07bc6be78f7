import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution, buildService } from "#db/testing-builders.ts";
import { abortBulk } from "./abort.ts";
import { forgetDrafts } from "./forget-drafts.ts";
import { listBulks } from "./list.ts";
import { pauseBulk } from "./pause.ts";
import { PrepareBulkInput } from "./prepare.ts";
import { resumeBulk } from "./resume.ts";
import { startBulk } from "./start.ts";
import { stopNow } from "./stop-now.ts";
import { TestingBulks } from "./testing-bulks.ts";

let db: TestDatabase;
let bulks: TestingBulks;
beforeAll(async () => {
  db = await createTestDatabase();
  bulks = new TestingBulks(db.database);
});
afterAll(() => db.drop());

const inService = async () => await buildService(db.database);
const build = (serviceId: string, overrides: object = {}) =>
  buildExecution(db.database, { serviceId, ...overrides });
const statusOf = async (id: string) => {
  const [row] = await db.database
    .sql`select status, stop_note, stop_requested_by from executions where id = ${id}`;
  return row;
};

describe("stopping many", () => {
  test("whom it is about is found out once, shown, and counted exactly; who comes later is not among them", async () => {
    const { id: serviceId, name } = await inService();
    const running = await build(serviceId, { status: "in-progress" });
    const waiting = await build(serviceId);
    await build(serviceId, { status: "success" });
    const draft = await bulks.prepare({ kind: "terminate", where: `service:${name}` });
    expect(draft.total).toBe(2);
    expect(draft.sample.map(({ execution, words }) => [execution.id, words])).toEqual([
      [running.id, "It gets SIGTERM at once, with time to end by itself."],
      [waiting.id, "It waits: it ends at once."],
    ]);
    const late = await build(serviceId);
    expect(await statusOf(waiting.id)).toMatchObject({ status: "created" });
    await startBulk(bulks.ctx, { id: draft.id, count: 2, note: " wrong data " });
    await bulks.carryAllOn();
    expect(await statusOf(running.id)).toMatchObject({
      status: "in-progress",
      stop_note: "wrong data",
      stop_requested_by: "ada@example.org",
    });
    expect(await statusOf(waiting.id)).toMatchObject({ status: "terminated" });
    expect(await statusOf(late.id)).toMatchObject({ status: "created" });
    expect(await bulks.get(draft.id)).toMatchObject({
      status: "done",
      total: 2,
      counts: { waiting: 0, done: 2, skipped: 0, failed: 0 },
      standing: expect.arrayContaining([
        { status: "in-progress", rung: "requested", unverified: false, count: 1 },
        { status: "terminated", rung: null, unverified: false, count: 1 },
      ]),
    });
  });

  test("by rows, what has ended meanwhile is left alone, and that is said", async () => {
    const { id: serviceId } = await inService();
    const rows = [await build(serviceId), await build(serviceId, { status: "failed" })];
    const id = await bulks.carryOut({ kind: "terminate", ids: rows.map((row) => row.id) });
    const { counts, told } = await bulks.get(id);
    expect(counts).toEqual({ waiting: 0, done: 1, skipped: 1, failed: 0 });
    expect(told).toEqual([{ id: rows[1]?.id, state: "skipped", message: "It had ended already." }]);
  });

  test("it does not begin with another count than it has, nor twice", async () => {
    const { id: serviceId } = await inService();
    const { id: execution } = await build(serviceId);
    const { id } = await bulks.prepare({ kind: "terminate", ids: [execution] });
    await expect(startBulk(bulks.ctx, { id, count: 2 })).rejects.toThrow("about 1 executions, not 2");
    await startBulk(bulks.ctx, { id, count: 1 });
    await expect(startBulk(bulks.ctx, { id, count: 1 })).rejects.toThrow(
      "is running: it is not possible to start it",
    );
    await bulks.carryAllOn();
  });

  test("all that fits is stopped without being counted first, and nothing that comes later", async () => {
    const { id: serviceId, name } = await inService();
    const other = await build((await inService()).id);
    for (let n = 0; n < 3; n += 1) await build(serviceId, { status: n === 0 ? "in-progress" : "created" });
    const { id } = await stopNow(bulks.ctx, { where: `service:${name}`, note: "fire" });
    const late = await build(serviceId, { createdAt: new Date(bulks.ctx.clock.now().getTime() + 1) });
    await bulks.carryAllOn();
    const bulk = await bulks.get(id);
    expect(bulk).toMatchObject({ status: "done", total: 3, counts: { done: 3 } });
    expect((await statusOf(other.id))?.status).toBe("created");
    expect((await statusOf(late.id))?.status).toBe("created");
  });
});

describe("carrying on", () => {
  async function started(count: number) {
    const { id: serviceId } = await inService();
    const ids: string[] = [];
    for (let n = 0; n < count; n += 1) ids.push((await build(serviceId, { status: "failed" })).id);
    return await bulks.begin({ kind: "label", ids, set: { bulk: "yes" } });
  }

  test("another process takes over what one has left, and not before it may", async () => {
    const id = await started(1);
    const gone = new AbortController();
    gone.abort();
    expect(await bulks.step("one that died", gone.signal)).toBe(true);
    expect(await bulks.step("another")).toBe(false);
    await bulks.ctx.clock.advance(10_001);
    while (await bulks.step("another"));
    expect((await bulks.get(id)).status).toBe("done");
  });

  test("paused it waits, resumed it goes on, aborted it leaves the rest alone", async () => {
    const id = await started(1);
    await pauseBulk(bulks.ctx, { id });
    await bulks.carryAllOn();
    expect(await bulks.get(id)).toMatchObject({ status: "paused", counts: { waiting: 1 } });
    await resumeBulk(bulks.ctx, { id });
    await abortBulk(bulks.ctx, { id });
    await bulks.carryAllOn();
    expect(await bulks.get(id)).toMatchObject({ status: "aborted", counts: { waiting: 1 } });
    await expect(resumeBulk(bulks.ctx, { id })).rejects.toThrow(
      "is aborted: it is not possible to resume it",
    );
    const actions = await db.database.sql`select action from audit where subject_id = ${id} order by id`;
    expect(actions.map(({ action }) => action)).toEqual([
      "bulk.start",
      "bulk.pause",
      "bulk.resume",
      "bulk.abort",
    ]);
  });

  test("what was prepared and never begun is forgotten, and was never listed", async () => {
    const { id: execution } = await build((await inService()).id);
    const { id } = await bulks.prepare({ kind: "terminate", ids: [execution] });
    expect((await listBulks(bulks.ctx)).map((bulk) => bulk.id)).not.toContain(id);
    await bulks.ctx.clock.advance(3_600_001);
    await forgetDrafts(bulks.ctx);
    await expect(bulks.get(id)).rejects.toThrow("There is no bulk");
  });
});

describe("the other kinds", () => {
  test("each is run again once, also when a step is done twice; what can't be is said", async () => {
    const { id: serviceId } = await inService();
    const ended = await build(serviceId, { status: "failed" });
    const dropped = await build(serviceId, { status: "failed", functionName: "gone" });
    const id = await bulks.carryOut({ kind: "rerun", ids: [ended.id, dropped.id] });
    await bulks.forgetSteps(id);
    await bulks.carryAllOn();
    const reruns = await db.database.sql`select id from executions where rerun_of = ${ended.id}`;
    expect(reruns).toHaveLength(1);
    expect((await bulks.get(id)).told).toEqual([
      { id: dropped.id, state: "failed", message: expect.stringContaining('there is no function "gone"') },
    ]);
  });

  test("labels of those that have room for them are changed, the others are named", async () => {
    const { id: serviceId } = await inService();
    const [full, empty] = [await build(serviceId), await build(serviceId)];
    const many = Object.fromEntries(Array.from({ length: 32 }, (_, n) => [`k${n}`, "v"]));
    for (const [ids, set] of [
      [[full.id], many],
      [[full.id, empty.id], { more: "1" }],
    ] as const) {
      const { counts } = await bulks.get(await bulks.carryOut({ kind: "label", ids: [...ids], set }));
      if (ids.length === 2) expect(counts).toMatchObject({ done: 1, failed: 1 });
    }
  });
});

describe("what can't be prepared is said", () => {
  const id = "0198d0a4-0000-7000-8000-000000000000";
  test.each([
    [{ kind: "terminate" }, "either ids or where"],
    [{ kind: "terminate", ids: [id], where: "" }, "either ids or where"],
    [{ kind: "extend", ids: [id] }, "extend with one of them"],
    [{ kind: "extend", ids: [id], bySeconds: 1, inSeconds: 1 }, "extend with one of them"],
    [{ kind: "terminate", ids: [id], inSeconds: 1 }, "extend with one of them"],
    [
      { kind: "extend", ids: [id], bySeconds: 1, mode: "now" },
      "mode goes with terminate, and this is extend",
    ],
    [{ kind: "terminate", ids: [id], mode: "gently" }, 'mode must be "checkpoint", "save", "now"'],
    [{ kind: "label", ids: [id] }, "set and remove go with label"],
    [{ kind: "terminate", ids: [id], set: { a: "b" } }, "set and remove go with label"],
    [{ kind: "stop", ids: [id] }, "kind is one of terminate"],
  ])("%j", (input, words) => {
    expect(PrepareBulkInput.safeParse(input).error?.issues[0]?.message).toContain(words);
  });
  test("a filter that nothing fits, or that can't be read", async () => {
    await expect(bulks.prepare({ kind: "terminate", where: "service:nowhere" })).rejects.toThrow(
      "nothing that fits",
    );
    await expect(bulks.prepare({ kind: "terminate", where: "status:bored" })).rejects.toThrow(
      "status is one of",
    );
    await expect(stopNow(bulks.ctx, { where: "status:bored" })).rejects.toThrow("status is one of");
  });
});
