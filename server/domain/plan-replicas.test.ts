import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type ActualReplica,
  planReplicas,
  standInRevision,
  unchangedOnly,
  type WantedReplicas,
} from "./plan-replicas.ts";

const replica = (id: string, overrides: Partial<ActualReplica> = {}): ActualReplica => ({
  id,
  serviceId: "train",
  revision: 1,
  state: "ready",
  running: 0,
  ...overrides,
});
const want = (overrides: Partial<WantedReplicas> = {}): WantedReplicas => ({
  serviceId: "train",
  revision: 1,
  replicas: 1,
  cutBefore: 0,
  ...overrides,
});
const NEW = { serviceId: "train", revision: 2 };
const old = (id: string) => ({ id, cause: "update" as const });

test("missing replicas are started", () => {
  const plan = planReplicas([want({ replicas: 2 })], [replica("a")]);
  expect(plan).toEqual({ start: [{ serviceId: "train", revision: 1 }], drain: [], stop: [] });
});

test("replicas of a runner that drains drain at once, and others are started in their place", () => {
  const plan = planReplicas([want({ replicas: 2 })], [replica("stays"), replica("leaves", { leaves: true })]);
  expect(plan).toEqual({
    start: [{ serviceId: "train", revision: 1 }],
    drain: [{ id: "leaves", cause: "runner" }],
    stop: [],
  });
});

test("a forced update also cuts what drains with its runner", () => {
  const leaving = replica("leaves", { leaves: true, state: "draining", running: 1 });
  expect(planReplicas([want({ revision: 2, cutBefore: 2 })], [leaving]).stop).toEqual(["leaves"]);
});

test("of too many the youngest drain, and those of a deleted service drain", () => {
  const plan = planReplicas(
    [want()],
    [replica("old"), replica("young"), replica("gone", { serviceId: "deleted" })],
  );
  expect(plan).toMatchObject({
    start: [],
    drain: [
      { id: "gone", cause: "deleted" },
      { id: "young", cause: "surplus" },
    ],
  });
});

test("of too many the one that serves stays, also when an older one still starts", () => {
  const plan = planReplicas([want()], [replica("starts", { state: "starting" }), replica("serves")]);
  expect(plan).toMatchObject({ start: [], drain: [{ id: "starts", cause: "surplus" }] });
});

test("of too many those that run nothing drain first, and then those that run drain, never more", () => {
  const busy = replica("busy", { running: 2 });
  const all = [replica("idle"), replica("starting", { state: "starting" }), busy];
  const drained = (replicas: number) => planReplicas([want({ replicas })], all).drain.map(({ id }) => id);
  expect(drained(2)).toEqual(["starting"]);
  expect(drained(1)).toEqual(["idle", "starting"]);
  expect(planReplicas([want({ replicas: 0 })], [busy])).toEqual({
    start: [],
    drain: [{ id: "busy", cause: "surplus" }],
    stop: [],
  });
});

test("a service that changed between the two readings is left for the next look, replicas and all", () => {
  const other = { ...want(), serviceId: "other" };
  const ahead = replica("ahead", { revision: 2 });
  const beside = replica("beside", { serviceId: "other" });
  expect(unchangedOnly([want(), other], [ahead, beside])).toEqual({ wanted: [other], actual: [beside] });
});

test("a draining replica is neither counted nor told again", () => {
  const plan = planReplicas([want()], [replica("a", { state: "draining" })]);
  expect(plan).toEqual({ start: [{ serviceId: "train", revision: 1 }], drain: [], stop: [] });
});

describe("after an update", () => {
  test("the old ones stay until a new one is ready, then drain one after another", () => {
    const service = [want({ revision: 2, replicas: 2 })];
    const [a, b] = [replica("a"), replica("b")];
    const fresh = (id: string, state: "starting" | "ready") => replica(id, { revision: 2, state });
    expect(planReplicas(service, [a, b])).toMatchObject({ start: [NEW], drain: [] });
    expect(planReplicas(service, [a, b, fresh("c", "starting")])).toMatchObject({ start: [], drain: [] });
    const half = planReplicas(service, [a, b, fresh("c", "ready")]);
    expect(half).toMatchObject({ start: [NEW], drain: [old("b")] });
    const last = planReplicas(service, [a, fresh("c", "ready"), fresh("d", "ready")]);
    expect(last).toMatchObject({ start: [], drain: [old("a")] });
  });

  test("old ones that still start are of no use", () => {
    const plan = planReplicas([want({ revision: 2 })], [replica("a", { state: "starting" })]);
    expect(plan).toMatchObject({ start: [NEW], drain: [old("a")] });
  });

  test("with force the old ones are stopped at once, those that drain too", () => {
    const states = ["ready", "starting", "draining", "stopping"] as const;
    const actual = states.map((state) => replica(state, { state }));
    const plan = planReplicas([want({ revision: 2, cutBefore: 2, replicas: 2 })], actual);
    expect(plan).toEqual({ start: [NEW, NEW], drain: [], stop: ["ready", "starting", "draining"] });
  });
});

describe("new executions go to", () => {
  const actual = [replica("a", { revision: 1 }), replica("b", { revision: 2 })];
  test("the present revision while it starts, and once it is ready", () => {
    expect(standInRevision({ serviceId: "train", revision: 3 }, actual, false)).toBeNull();
    expect(standInRevision({ serviceId: "train", revision: 2 }, actual, true)).toBeNull();
  });
  test("the newest older one that is ready while the present one fails, if there is any", () => {
    expect(standInRevision({ serviceId: "train", revision: 3 }, actual, true)).toBe(2);
    expect(standInRevision({ serviceId: "other", revision: 3 }, actual, true)).toBeNull();
  });
});

const anyService = fc.record({
  serviceId: fc.constantFrom("a", "b"),
  revision: fc.integer({ min: 1, max: 3 }),
  replicas: fc.integer({ min: 0, max: 4 }),
  cutBefore: fc.integer({ min: 0, max: 3 }),
});
const anyReplica = fc.record({
  serviceId: fc.constantFrom("a", "b", "c"),
  revision: fc.integer({ min: 1, max: 3 }),
  state: fc.constantFrom("starting" as const, "ready" as const, "draining" as const, "stopping" as const),
  running: fc.nat(2),
});
const anyWorld = fc.record({
  wanted: fc
    .uniqueArray(anyService, { selector: ({ serviceId }) => serviceId })
    .map((all) => all.map((one) => ({ ...one, cutBefore: Math.min(one.cutBefore, one.revision) }))),
  actual: fc
    .array(anyReplica, { maxLength: 12 })
    .map((all) => all.map((one, id): ActualReplica => ({ ...one, id: String(id) }))),
});

function carryOut(wanted: WantedReplicas[], actual: ActualReplica[], round: number): ActualReplica[] {
  const plan = planReplicas(wanted, actual);
  const kept = actual.map((row) => {
    if (plan.stop.includes(row.id)) return { ...row, state: "stopping" as const };
    return plan.drain.some(({ id }) => id === row.id) ? { ...row, state: "draining" as const } : row;
  });
  return [
    ...kept,
    ...plan.start.map((row, id) => ({
      ...row,
      id: `${round}-${id}`,
      state: "starting" as const,
      running: 0,
    })),
  ];
}

test("carrying out a plan leaves nothing to plan", () => {
  fc.assert(
    fc.property(anyWorld, ({ wanted, actual }) => {
      const after = planReplicas(wanted, carryOut(wanted, actual, 0));
      expect(after).toEqual({ start: [], drain: [], stop: [] });
    }),
  );
});

test("while nothing new becomes ready, no ready replica goes but for surplus and force", () => {
  fc.assert(
    fc.property(anyWorld, ({ wanted, actual }) => {
      const next = carryOut(wanted, actual, 0);
      for (const { serviceId, revision, replicas, cutBefore } of wanted) {
        const of = (rows: ActualReplica[]) => rows.filter((row) => row.serviceId === serviceId);
        const ready = of(actual).filter((row) => row.state === "ready" && row.revision >= cutBefore);
        const stillReady = of(next).filter(({ state }) => state === "ready");
        expect(stillReady.length).toBeGreaterThanOrEqual(Math.min(replicas, ready.length));
        const taking = of(next).filter(({ state }) => state === "ready" || state === "starting");
        expect(taking.filter((row) => row.revision === revision).length).toBeLessThanOrEqual(replicas);
      }
    }),
  );
});

test("once all that starts becomes ready, only the wanted ones are left, whatever there was", () => {
  fc.assert(
    fc.property(anyWorld, ({ wanted, actual }) => {
      let rows = actual;
      for (let round = 0; round < 12; round += 1) {
        rows = carryOut(wanted, rows, round).map((row) =>
          row.state === "starting" ? { ...row, state: "ready" as const } : row,
        );
      }
      const left = rows.filter(({ state }) => state === "ready");
      for (const { serviceId, revision, replicas } of wanted) {
        const own = left.filter((row) => row.serviceId === serviceId);
        expect(own.map((row) => row.revision)).toEqual(Array(replicas).fill(revision));
      }
    }),
  );
});
