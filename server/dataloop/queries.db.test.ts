import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildExecution, buildService } from "#db/testing-builders.ts";
import { TestGateway } from "./testing-gateway.ts";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await TestGateway.open();
});
afterAll(() => gateway.close());

const list = (filter: unknown, more: object = {}) =>
  gateway.ask("POST", "/query/faas", { resource: "executions", filter, page: 0, pageSize: 100, ...more });
const idsOf = (answer: { body: { items: { id: string }[] } }) => answer.body.items.map(({ id }) => id);

describe("lists", () => {
  test("come page by page, in the order that was asked for", async () => {
    const service = await buildService(gateway.database);
    const ids: string[] = [];
    for (let left = 5; left > 0; left -= 1) ids.push((await gateway.finished({ serviceId: service.id })).id);
    const filter = { $and: [{ "latestStatus.status": { $in: ["success"] } }, { serviceId: service.id }] };
    const sort = { createdAt: "ascending" };
    const first = await list(filter, { sort, pageSize: 2 });
    expect(first.body).toMatchObject({ totalItemsCount: 5, totalPagesCount: 3, hasNextPage: true });
    const last = await list(filter, { sort, pageSize: 2, page: 2 });
    expect([idsOf(first), idsOf(last), last.body.hasNextPage]).toEqual([
      ids.slice(0, 2),
      ids.slice(4),
      false,
    ]);
    expect(idsOf(await list(filter))).toEqual([...ids].reverse());
    expect(idsOf(await list(filter, { sort: { updatedAt: "descending" }, pageSize: 1 }))).toEqual([ids[4]]);
  });

  test("by every field that a condition knows", async () => {
    const { id, serviceId } = await gateway.finished();
    const waiting = await buildExecution(gateway.database, { serviceId, attempt: 2 });
    const found = async (filter: object) => idsOf(await list({ $and: [{ serviceId }, filter] }));
    expect(await found({ "latestStatus.status": "rerun" })).toEqual([waiting.id]);
    expect(await found({ "latestStatus.status": { $ne: "success" } })).toEqual([waiting.id]);
    expect(await found({ toTerminate: true })).toEqual([]);
    expect(await found({ $or: [{ id }, { functionName: "no" }] })).toEqual([id]);
    expect(await found({ creator: { $match: "OPERATOR*local" } })).toHaveLength(2);
    expect(await found({ functionName: { $match: "_" } })).toEqual([]);
    expect(await found({ serviceName: { $match: "%" } })).toEqual([]);
    expect(await found({ "metadata.ml.modelId": { $ne: "m1" }, global: false })).toHaveLength(2);
    expect(await found({ "pipeline.nodeId": { $in: ["n1"] } })).toEqual([]);
    expect(await found({ creator: "operator@localhost", packageName: { $nin: ["x"] } })).toHaveLength(2);
    expect(await found({ createdAt: { $gte: "2026-01-01T12:00:00Z", $lt: "2027-01-01" } })).toHaveLength(2);
    expect(await found({ updatedAt: { $ne: "2026-01-01T12:00:00Z" } })).toHaveLength(0);
  });

  test.each([
    [{ resource: "items" }, "resource must be"],
    [{ resource: "executions", page: -1 }, "page must be"],
    [{ resource: "executions", pageSize: "10" }, "pageSize must be"],
    [{ resource: "executions", sort: { colour: "ascending" } }, "sort: takes one of"],
    [{ resource: "executions", sort: { createdAt: "up" } }, "sort takes"],
    [{ resource: "executions", join: {} }, "does not join"],
    [{ resource: "executions", filter: { colour: 1 } }, "colour: can't be searched by"],
  ])("%o is refused by name", async (query, message) => {
    const { status, body } = await gateway.ask("POST", "/query/faas", query);
    expect([status, body.message]).toEqual([400, expect.stringContaining(message)]);
  });

  test("of services find one by its name", async () => {
    const service = await buildService(gateway.database);
    const query = {
      resource: "services",
      filter: { $and: [{ name: service.name }] },
      page: 0,
      pageSize: 1000,
    };
    expect((await gateway.ask("POST", "/query/faas", query)).body).toMatchObject({
      totalItemsCount: 1,
      hasNextPage: false,
      items: [{ id: service.id, version: "1.0.0", active: true, executionTimeout: 3600, onReset: "failed" }],
    });
  });
});

test("a batch of reruns is done when it is answered, and its command says so when it is asked for", async () => {
  const { id, serviceId } = await gateway.finished();
  await buildExecution(gateway.database, { serviceId });
  const { body } = await gateway.ask("POST", "/executions/rerun", { query: { $and: [{ serviceId }] } });
  expect(body).toMatchObject({ status: "success", progress: 100, spec: { count: 1, skipped: 1 } });
  const path = body.url.split("api/v1")[1];
  expect((await gateway.ask("GET", path)).body).toEqual(body);
  expect((await gateway.ask("GET", `/executions/${id}`)).body.latestStatus.status).toBe("rerun");
});
