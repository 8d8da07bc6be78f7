import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution, buildReplica, buildService } from "#db/testing-builders.ts";
import { type Ask, restOf } from "./testing-rest.ts";

let testDatabase: TestDatabase;
let ask: Ask;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  ask = restOf(testDatabase.database);
});
afterAll(() => testDatabase.drop());

const program = { runtime: "command", argv: ["true"], directory: "/tmp", functions: { run: {} } };

test("a service is deployed, changed, rolled back, paused and resumed", async () => {
  const made = await ask("POST", "/services", { body: { name: "nightly", program } });
  expect([made.status, made.headers.get("location")]).toEqual([201, "/api/v1/services/nightly"]);
  const change = { policy: { executionTimeout: 60, onReset: "rerun" } };
  expect((await ask("PATCH", "/services/nightly", { body: change })).body).toMatchObject({ revision: 2 });
  const back = await ask("POST", "/services/nightly/roll-back", { body: { revision: 1 } });
  expect(back.body).toMatchObject({ revision: 3, changed: true });
  const revisions = await ask("GET", "/services/nightly/revisions?before=3");
  expect(revisions.body.rows.map(({ number }: { number: number }) => number)).toEqual([2, 1]);
  expect((await ask("POST", "/services/nightly/pause")).body.pausedAt).not.toBeNull();
  expect((await ask("POST", "/services/nightly/resume", { body: {} })).body.pausedAt).toBeNull();
  expect((await ask("POST", "/services/nightly/try-again")).body).toMatchObject({ failing: false });
  expect((await ask("GET", "/services/nightly")).body.policy.executionTimeout).toBe(3600);
  expect((await ask("POST", "/services", { body: { name: "nightly", program } })).status).toBe(409);
});

test("a service is deleted, by force with what waits, and its name is free", async () => {
  const { name, id } = await buildService(testDatabase.database);
  await buildExecution(testDatabase.database, { serviceId: id });
  const path = `/services/${name}`;
  const refused = await ask("DELETE", path);
  expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining("1 waits")]);
  const inBody = await ask("DELETE", path, { body: { force: true } });
  expect([inBody.status, inBody.body.faults[0].message]).toEqual([
    400,
    expect.stringContaining("in the query"),
  ]);
  expect((await ask("DELETE", `${path}?force=1`)).body.faults).toEqual([
    { field: "force", message: "force must be true or false" },
  ]);
  const deleted = await ask("DELETE", `${path}?force=true`);
  expect([deleted.status, deleted.body]).toEqual([200, { id, name, bulkId: expect.any(String) }]);
  expect((await ask("GET", `/bulks/${deleted.body.bulkId}`)).body.note).toBe(`Service ${name} was deleted`);
  expect((await ask("DELETE", path)).status).toBe(404);
  expect((await ask("POST", "/services", { body: { name, program } })).status).toBe(201);
});

test("the bounds of its replicas are set, told, and refused by name when they cross", async () => {
  const { name } = await buildService(testDatabase.database);
  const change = (placement: object) => ask("PATCH", `/services/${name}`, { body: { placement } });
  expect((await change({ replicas: 0, maxReplicas: 3 })).status).toBe(200);
  expect((await ask("GET", `/services/${name}`)).body).toMatchObject({
    placement: { replicas: 0, maxReplicas: 3, executionsPerReplica: null, cooldown: 300 },
    scaling: { wanted: 0, fall: null },
  });
  expect((await change({ replicas: 4 })).body.faults).toEqual([
    { field: "placement.maxReplicas", message: "maxReplicas must be at least 4, the fewest replicas" },
  ]);
  expect((await change({ cooldown: null })).body.faults).toMatchObject([{ field: "placement.cooldown" }]);
  expect((await change({ maxReplicas: null })).status).toBe(200);
  expect((await ask("GET", `/services/${name}`)).body.scaling).toBeNull();
});

test("a change that was made of an older revision is refused by its ETag", async () => {
  const { name } = await buildService(testDatabase.database);
  const etag = (await ask("GET", `/services/${name}`)).headers.get("etag") as string;
  const change = (seconds: number) =>
    ask("PATCH", `/services/${name}`, {
      body: { policy: { executionTimeout: seconds } },
      headers: { "if-match": etag },
    });
  expect((await change(60)).status).toBe(200);
  expect((await change(90)).status).toBe(412);
  const body = { policy: { executionTimeout: 90 }, expectedRevision: 1 };
  expect((await ask("PATCH", `/services/${name}`, { body })).status).toBe(409);
  const tagged = (tag: string) =>
    ask("PATCH", `/services/${name}`, { body: {}, headers: { "if-match": tag } });
  expect([(await tagged('"foreign"')).status, (await tagged("2")).status]).toEqual([412, 400]);
  const anyRevision = { body: { description: "now" }, headers: { "if-match": "*" } };
  expect((await ask("PATCH", `/services/${name}`, anyRevision)).status).toBe(200);
});

describe("what is wrong is named", () => {
  test.each([0, -1, 1.5, "60", null, true])("an execution timeout of %j", async (executionTimeout) => {
    const { name } = await buildService(testDatabase.database);
    const body = { policy: { executionTimeout } };
    const answers = [
      await ask("PATCH", `/services/${name}`, { body }),
      await ask("POST", "/services", { body: { ...body, name: "another", program } }),
      await ask("POST", `/services/${name}/preview`, { body }),
    ];
    for (const answer of answers) {
      expect([answer.status, answer.body.faults]).toEqual([
        400,
        [
          {
            field: "policy.executionTimeout",
            message: "executionTimeout must be a whole number of seconds from 1 to 31536000",
          },
        ],
      ]);
    }
    expect((await ask("GET", `/services/${name}`)).body.revision).toBe(1);
  });

  test("null takes away only what may be missing", async () => {
    const { name } = await buildService(testDatabase.database, { policy: { queueTimeout: 60 } });
    const change = (policy: object) => ask("PATCH", `/services/${name}`, { body: { policy } });
    expect((await change({ queueTimeout: null })).body.changed).toBe(true);
    expect((await ask("GET", `/services/${name}`)).body.policy.queueTimeout).toBeNull();
    const refused = await change({ onReset: null, gracePeriod: null });
    expect(refused.body.faults.map(({ field }: { field: string }) => field)).toEqual([
      "policy.onReset",
      "policy.gracePeriod",
    ]);
  });

  test("unknown fields, all at once", async () => {
    const body = { name: "typo", program, policy: { executionTimout: 60 }, placment: {} };
    const { status, body: answer } = await ask("POST", "/services", { body });
    expect(status).toBe(400);
    expect(answer.faults.map(({ field }: { field: string }) => field).sort()).toEqual([
      "placment",
      "policy.executionTimout",
    ]);
    expect((await ask("GET", "/services?colour=red")).body.faults).toEqual([
      { field: "colour", message: "colour is not a field here" },
    ]);
  });

  test.each(["nowhere", "", "No Name", "%00"])("a service %j is not there", async (name) => {
    expect((await ask("GET", `/services/${name}`)).status).toBe(404);
    expect((await ask("PATCH", `/services/${name}`, { body: {} })).status).toBe(404);
  });
});

test("runners and the caller are told", async () => {
  await buildReplica(testDatabase.database);
  expect((await ask("GET", "/runners")).body.rows).toHaveLength(1);
  expect((await ask("GET", "/session")).body).toMatchObject({ actor: "operator@localhost" });
});

test("a manifest is registered by PUT, and again changes only what it has changed itself", async () => {
  const program = { runtime: "command", argv: ["true"], directory: "/", functions: { run: {} } };
  const put = (policy: object) => ask("PUT", "/services/from-manifest", { body: { program, policy } });
  expect((await put({ executionTimeout: 90, gracePeriod: 5 })).body).toMatchObject({
    revision: 1,
    changed: true,
  });
  await ask("PATCH", "/services/from-manifest", { body: { policy: { executionTimeout: 10 } } });
  expect((await put({ executionTimeout: 90, gracePeriod: 6 })).body).toMatchObject({
    revision: 3,
    changed: true,
  });
  const { policy } = (await ask("GET", "/services/from-manifest")).body;
  expect(policy).toMatchObject({ executionTimeout: 10, gracePeriod: 6 });
  const wrong = await put({ executionTimeout: 0 });
  expect([wrong.status, wrong.body.faults[0].field]).toEqual([400, "policy.executionTimeout"]);
});
