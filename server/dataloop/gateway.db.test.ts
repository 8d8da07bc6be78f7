import { v7 as uuid } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildExecution, buildService } from "#db/testing-builders.ts";
import { createApiKey } from "#server/auth/create-api-key.ts";
import { revokeApiKey } from "#server/auth/revoke-api-key.ts";
import { TestGateway } from "./testing-gateway.ts";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await TestGateway.open();
});
afterAll(() => gateway.close());

const context = () => ({ database: gateway.database, clock: gateway.clock, actor: "ada@example.org" });
const list = (filter: unknown, more: object = {}) =>
  gateway.ask("POST", "/query/faas", { resource: "executions", filter, page: 0, pageSize: 100, ...more });
const idsOf = (answer: { body: { items: { id: string }[] } }) => answer.body.items.map(({ id }) => id);

describe("who asks", () => {
  test("is the key, by its name", async () => {
    const { body } = await gateway.ask("GET", "/users/me");
    expect(body).toMatchObject({ email: "api-key:script", projects: ["curfew"] });
  });

  test("nobody, a made-up token and a revoked key get 401, at once", async () => {
    const { id, key } = await createApiKey(context(), { name: "short-lived" });
    expect((await gateway.ask("GET", "/users/me", undefined, { token: key })).status).toBe(200);
    await revokeApiKey(context(), { id });
    for (const token of ["", "eyJhbGciOiJIUzI1NiJ9.e30.x", key]) {
      const { status, body } = await gateway.ask("GET", "/users/me", undefined, { token });
      expect([status, body.statusCode]).toEqual([401, 401]);
    }
  });

  test("a key ends when it expires", async () => {
    const { key } = await createApiKey(context(), { name: "a-day", days: 1 });
    gateway.clock.advance(24 * 60 * 60 * 1_000);
    expect((await gateway.ask("GET", "/users/me", undefined, { token: key })).status).toBe(401);
  });
});

describe("what is not there", () => {
  test.each([
    ["GET", "/executions/"],
    ["GET", `/executions/${uuid()}`],
    ["GET", "/executions/no-id"],
    ["POST", `/executions/${uuid()}`],
    ["GET", `/services/${uuid()}`],
    ["POST", "{}?force=true"],
    ["GET", "/items/1"],
    ["GET", "/commands/none"],
    ["GET", "/projects/another/name"],
    ["GET", "/%zz"],
  ])("%s %s is 404 with a message", async (method, path) => {
    const { status, body } = await gateway.ask(
      method,
      path,
      method === "POST" ? { projectId: "curfew" } : undefined,
    );
    expect([status, body.statusCode, typeof body.message]).toEqual([404, 404, "string"]);
  });

  test.each([
    ["POST", "/services", "curfew.json"],
    ["POST", "/executions/workload", "runners claim"],
  ])("%s %s has no equivalent, and says so", async (method, path, words) => {
    const { status, body } = await gateway.ask(method, path, {});
    expect(status).toBe(400);
    expect(body.message).toContain(words);
  });
});

describe("starting", () => {
  test("queues an execution of the named function", async () => {
    const service = await buildService(gateway.database);
    const start = { input: { steps: 3 }, projectId: "curfew", functionName: "run" };
    const { status, body } = await gateway.ask("POST", `/executions/${service.id}`, start);
    expect(status).toBe(200);
    expect(body).toMatchObject({ serviceId: service.id, input: { steps: 3 }, creator: "api-key:script" });
    expect((await gateway.ask("GET", `/executions/${body.id}`)).body).toEqual(body);
  });

  test.each([
    [{ functionName: "fly" }, 400, "there is no function"],
    [{ input: [] }, 400, "input must be a JSON object"],
    [{ colour: "red" }, 400, "colour is not a field here"],
    [{ batch: { query: { filter: 3 } } }, 400, "filter: must be an object"],
    [{ batch: { query: { filter: { id: "a" } } }, functionName: "fly" }, 400, "there is no function"],
    [{ projectId: "another" }, 404, "There is no project another"],
    ["{", 400, "must be JSON"],
  ])("%j is refused", async (body, status, message) => {
    const service = await buildService(gateway.database);
    const answer = await gateway.ask("POST", `/executions/${service.id}`, body);
    expect([answer.status, answer.body.message]).toEqual([status, expect.stringContaining(message)]);
    expect((await list({ serviceId: service.id })).body.totalItemsCount).toBe(0);
  });
});

test("a start whose answer nobody took is the same execution when it comes again, and only then", async () => {
  const service = await buildService(gateway.database);
  const start = async (signal?: AbortSignal) => {
    const body = { input: { steps: 3 }, projectId: "curfew", functionName: "run" };
    return (await gateway.ask("POST", `/executions/${service.id}`, body, signal && { signal })).body.id;
  };
  const first = await start(AbortSignal.abort());
  expect(await start()).toBe(first);
  const another = await start(AbortSignal.abort());
  expect(another).not.toBe(first);
  gateway.clock.advance(60_000);
  expect(await start()).not.toBe(another);
  expect((await list({ serviceId: service.id })).body.totalItemsCount).toBe(3);
});

describe("a batch", () => {
  const batch = (filter: object, args: object = { steps: 3 }) => ({
    batch: { query: { filter, resource: "items", page: 0, pageSize: 1000 }, args },
    functionName: "run",
  });

  test("starts one execution for each item that it names, and is done when it is answered", async () => {
    const service = await buildService(gateway.database);
    const filter = { $and: [{ hidden: false }, { type: "file" }, { id: { $in: ["i1", "i2", "i1"] } }] };
    const { body } = await gateway.ask("POST", `/executions/${service.id}`, batch(filter));
    expect(body).toMatchObject({ status: "success", spec: { count: 2 }, error: null });
    expect((await gateway.ask("GET", `/commands/${body.id}`)).body).toEqual(body);
    const { items } = (await list({ serviceId: service.id })).body;
    const inputs = items.map(({ input }: { input: unknown }) => input);
    const started = ["i2", "i1"].map((id) => ({ steps: 3, item: { item_id: id } }));
    expect(inputs).toEqual(expect.arrayContaining(started));
    expect(inputs).toHaveLength(2);
  });

  test("whose answer nobody took is the same batch when it comes again", async () => {
    const service = await buildService(gateway.database);
    const ask = async (signal?: AbortSignal) =>
      (await gateway.ask("POST", `/executions/${service.id}`, batch({ id: "i1" }), signal && { signal }))
        .body;
    expect(await ask()).toMatchObject({ spec: { count: 1 } });
    const first = await ask(AbortSignal.abort());
    expect(await ask()).toEqual(first);
    expect((await list({ serviceId: service.id })).body.totalItemsCount).toBe(2);
  });

  test.each([[{ dir: "/none" }], [{ $or: [{ id: "i1" }, { id: "i2" }] }], [{ id: { $nin: ["i1"] } }]])(
    "that would have to search for items failed, and says so: %j",
    async (filter) => {
      const service = await buildService(gateway.database);
      const { status, body } = await gateway.ask("POST", `/executions/${service.id}`, batch(filter));
      expect([status, body.status, body.spec.count]).toEqual([200, "created", 0]);
      const { body: ended } = await gateway.ask("GET", `/commands/${body.id}`);
      expect(ended.status).toBe("failed");
      expect(ended.error).toContain("Curfew holds no items to search for");
    },
  );
});

test("a body that nobody could mean is 413", async () => {
  const { status } = await gateway.ask("POST", `/executions/${uuid()}`, `"${"x".repeat(17_000_000)}"`);
  expect(status).toBe(413);
});

describe("an execution", () => {
  test("that waits ends by terminate without running; asked again nothing changes", async () => {
    const { id } = await buildExecution(gateway.database);
    const { body } = await gateway.ask("POST", `/executions/${id}/terminate`);
    expect(body).toMatchObject({ toTerminate: true, duration: 0, attempts: 0 });
    expect(body.latestStatus).toMatchObject({
      status: "failed",
      message: "Execution received termination signal",
    });
    expect((await gateway.ask("POST", `/executions/${id}/terminate`)).body).toEqual(body);
  });

  test("that runs is asked to stop, and stays in-progress until it is proven", async () => {
    const { id } = await buildExecution(gateway.database, { status: "in-progress" });
    const { body } = await gateway.ask("POST", `/executions/${id}/terminate`);
    expect([body.toTerminate, body.latestStatus.status]).toEqual([true, "in-progress"]);
  });

  test("keeps its id when it is run again; a list shows it once, as it is now", async () => {
    const first = await gateway.finished();
    const { body: rerun } = await gateway.ask("POST", `/executions/${first.id}/rerun`);
    expect(rerun.id).toBe(first.id);
    expect(rerun.statusLog.map(({ status }: { status: string }) => status)).toEqual([
      "created",
      "in-progress",
      "success",
      "rerun",
    ]);
    expect((await gateway.ask("GET", `/executions/${first.id}`)).body).toEqual(rerun);
    const { body } = await list({ serviceId: first.serviceId });
    expect(body.totalItemsCount).toBe(1);
    expect(body.items[0].statusLog).toEqual(rerun.statusLog);
    expect(idsOf(await list({ id: { $in: [first.id] } }))).toEqual([first.id]);
    // Terminating it means the run that is queued now.
    const { body: terminated } = await gateway.ask("POST", `/executions/${first.id}/terminate`);
    expect(terminated).toMatchObject({ toTerminate: true, latestStatus: { status: "failed" } });
  });

  test("that has not ended can't be run again", async () => {
    const { id } = await buildExecution(gateway.database, { status: "in-progress" });
    expect((await gateway.ask("POST", `/executions/${id}/rerun`)).status).toBe(409);
  });

  test("takes progress by hand while it runs, and no end", async () => {
    const { id } = await buildExecution(gateway.database, { status: "in-progress" });
    const path = `/executions/${id}/progress`;
    const { body } = await gateway.ask("POST", path, {
      status: "inProgress",
      percentComplete: 40,
      message: "by hand",
    });
    expect(body.latestStatus).toMatchObject({
      status: "in-progress",
      percentComplete: 40,
      message: "by hand",
    });
    const completed = await gateway.ask("POST", path, { status: "completed", output: 1 });
    expect(completed.body).toMatchObject({
      output: null,
      latestStatus: { status: "in-progress", percentComplete: 100 },
    });
    expect(completed.body.latestStatus.message).toContain(
      "it ends, with its output, when its function returns",
    );
    expect((await gateway.ask("POST", path, { status: "failed" })).status).toBe(400);
    expect((await gateway.ask("POST", `/executions/${id}/attempts`)).body).toBe(1);
    expect((await gateway.ask("POST", path, { percentComplete: 101 })).body.message).toContain(
      "percentComplete",
    );
    const waiting = await buildExecution(gateway.database);
    expect((await gateway.ask("POST", `/executions/${waiting.id}/progress`, {})).status).toBe(409);
  });

  test("is not changed by being sent back", async () => {
    const { id } = await gateway.finished();
    const { body } = await gateway.ask("GET", `/executions/${id}`);
    const changed = { ...body, duration: 5, latestStatus: { status: "created" } };
    expect((await gateway.ask("PATCH", `/executions/${id}`, changed)).body).toEqual(body);
  });
});
