import fc from "fast-check";
import { expect, test } from "vitest";
import { type ActualReplica, planReplicas } from "./plan-replicas.ts";

const replica = (id: string, overrides: Partial<ActualReplica> = {}): ActualReplica => ({
  id,
  serviceId: "train",
  revision: 1,
  state: "ready",
  ...overrides,
});

test("missing replicas are started", () => {
  const plan = planReplicas([{ serviceId: "train", revision: 1, replicas: 2 }], [replica("a")]);
  expect(plan).toEqual({ start: [{ serviceId: "train", revision: 1 }], drain: [] });
});

test("after an update the old ones drain and new ones start at once", () => {
  const plan = planReplicas([{ serviceId: "train", revision: 2, replicas: 1 }], [replica("a")]);
  expect(plan).toEqual({
    start: [{ serviceId: "train", revision: 2 }],
    drain: [{ id: "a", cause: "update" }],
  });
});

test("of too many the youngest drain, and those of no service drain", () => {
  const plan = planReplicas(
    [{ serviceId: "train", revision: 1, replicas: 1 }],
    [replica("old"), replica("young"), replica("gone", { serviceId: "deleted" })],
  );
  expect(plan.start).toEqual([]);
  expect(plan.drain).toEqual([
    { id: "gone", cause: "update" },
    { id: "young", cause: "surplus" },
  ]);
});

test("a draining replica is neither counted nor told again", () => {
  const plan = planReplicas(
    [{ serviceId: "train", revision: 1, replicas: 1 }],
    [replica("a", { state: "draining" })],
  );
  expect(plan).toEqual({ start: [{ serviceId: "train", revision: 1 }], drain: [] });
});

test("carrying out a plan leaves nothing to plan", () => {
  const service = fc.record({
    serviceId: fc.constantFrom("a", "b"),
    revision: fc.integer({ min: 1, max: 3 }),
    replicas: fc.integer({ min: 0, max: 4 }),
  });
  const actual = fc.record({
    serviceId: fc.constantFrom("a", "b", "c"),
    revision: fc.integer({ min: 1, max: 3 }),
    state: fc.constantFrom("starting" as const, "ready" as const, "draining" as const, "stopping" as const),
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(service, { selector: ({ serviceId }) => serviceId }),
      fc.array(actual, { maxLength: 12 }),
      (wanted, rows) => {
        const before = rows.map((row, id) => ({ ...row, id: String(id) }));
        const plan = planReplicas(wanted, before);
        const kept = before.map((row) =>
          plan.drain.some(({ id }) => id === row.id) ? { ...row, state: "draining" as const } : row,
        );
        const started = plan.start.map((row, id) => ({
          ...row,
          id: `new-${id}`,
          state: "starting" as const,
        }));
        expect(planReplicas(wanted, [...kept, ...started])).toEqual({ start: [], drain: [] });
      },
    ),
  );
});
