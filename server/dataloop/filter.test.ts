import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toCondition } from "./execution-filter.ts";
import { matches, readFilter } from "./filter.ts";

const ID = "0198b3a0-0000-7000-8000-000000000001";
const condition = (filter: unknown) => toCondition(readFilter(filter));

describe("a filter of executions", () => {
  test("as the client sends it: both groups must hold", () => {
    expect(
      condition({
        $or: [{ "latestStatus.status": "success" }, { "latestStatus.status": "failed" }],
        $and: [{ projectId: "curfew" }, { serviceId: ID }],
      }),
    ).toEqual({
      all: [
        { any: [{ any: [{ statuses: ["success"] }] }, { any: [{ statuses: ["failed", "terminated"] }] }] },
        { all: [{ always: true }, { field: "serviceId", oneOf: [ID] }] },
      ],
    });
  });

  test.each([
    [{ "latestStatus.status": { $in: ["completed"] } }, { any: [{ statuses: ["success"] }] }],
    [{ "latestStatus.status": "inProgress" }, { any: [{ statuses: ["in-progress"] }] }],
    [{ "latestStatus.status": "rerun" }, { any: [{ waitsAgain: true }] }],
    [{ "latestStatus.status": "aborted" }, { any: [] }],
    [{ projectId: "another" }, { always: false }],
    [{ "pipeline.id": { $exists: false } }, { always: true }],
    [{ id: "no-id" }, { field: "id", oneOf: [] }],
    [{ toTerminate: true }, { terminateAsked: true }],
    [{ toTerminate: { $ne: true } }, { not: { terminateAsked: true } }],
    [{ creator: { $nin: ["a", "b"] } }, { not: { field: "createdBy", oneOf: ["a", "b"] } }],
    [
      { createdAt: { $gt: "2026-01-01T00:00:00.000Z" } },
      { field: "createdAt", compared: ">", with: new Date("2026-01-01T00:00:00.000Z") },
    ],
    [{}, { all: [] }],
  ])("%o", (filter, expected) => {
    expect(condition(filter)).toEqual(expected);
  });

  test.each([
    [{ colour: "red" }, "colour: can't be searched by"],
    [{ createdAt: { $gt: "yesterday" } }, "createdAt: must be a time"],
    [{ functionName: { $regex: "a" } }, "functionName: $regex is not supported"],
    [{ functionName: { $match: 3 } }, "functionName: $match takes a text"],
    [{ functionName: { $gt: "a" } }, "functionName: $gt is not supported"],
    [{ $nor: [] }, "filter.$nor: is not known"],
    [{ $and: {} }, "filter.$and: must be a list"],
    [{ id: { $in: ID } }, "id: $in takes a list"],
    [[], "filter: must be an object"],
    [
      Array(20)
        .fill(0)
        .reduce((inner) => ({ $and: [inner] }), {}),
      "nested at most",
    ],
    [{ $or: Array(501).fill({ id: ID }) }, "at most 500 conditions"],
  ])("%o is refused by name", (filter, message) => {
    expect(() => condition(filter)).toThrow(message);
  });
});

describe("a filter of services", () => {
  const service = {
    name: "train",
    active: true,
    global: false,
    runtime: { concurrency: 10 },
    createdAt: "2026-01-02",
  };
  const holds = (filter: unknown) => matches(readFilter(filter), service);

  test.each([
    [{ $and: [{ name: "train" }] }, true],
    [{ name: { $ne: "train" } }, false],
    [{ global: { $ne: true } }, true],
    [{ "runtime.concurrency": { $gte: 10 } }, true],
    [{ "runtime.concurrency": { $gt: 10 } }, false],
    [{ createdAt: { $lt: "2026-01-03" } }, true],
    [{ createdAt: { $lt: 3 } }, false],
    [{ nothing: { $exists: true } }, false],
    [{ nothing: { $exists: false } }, true],
    [{ nothing: null }, true],
    [{ "metadata.system.kind": { $exists: true } }, false],
    [{ name: { $match: "RAI" } }, true],
    [{ name: { $match: "t*n" } }, true],
    [{ name: { $match: "n*t" } }, false],
    [{ active: { $match: "true" } }, false],
    [{ name: { $in: ["a", "train"] }, active: true }, true],
    [{}, true],
  ])("%o: %s", (filter, expected) => {
    expect(holds(filter)).toBe(expected);
  });

  test("a test and its opposite never agree", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("name", "active", "nothing"),
        fc.jsonValue({ maxDepth: 0 }),
        (field, value) => {
          expect(holds({ [field]: { $eq: value } })).toBe(!holds({ [field]: { $ne: value } }));
          expect(holds({ [field]: { $in: [value] } })).toBe(holds({ [field]: { $eq: value } }));
        },
      ),
    );
  });
});
