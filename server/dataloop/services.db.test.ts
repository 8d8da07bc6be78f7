import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { buildExecution, buildReplica, buildService } from "#db/testing-builders.ts";
import { noteStartFailure } from "#server/runners/start-failures.ts";
import { pageOfService } from "./deep-link.ts";
import { TestGateway } from "./testing-gateway.ts";

let gateway: TestGateway;
let path: string;
let serviceId: string;
beforeAll(async () => {
  gateway = await TestGateway.open();
});
afterAll(() => gateway.close());
beforeEach(async () => {
  serviceId = (await buildService(gateway.database)).id;
  path = `/services/${serviceId}`;
});

const read = async () => (await gateway.ask("GET", path)).body;

describe("deleting a service", () => {
  test("is answered with nothing, and it is gone", async () => {
    const { status, body } = await gateway.ask("DELETE", path);
    expect([status, body ?? null]).toEqual([204, null]);
    expect((await gateway.ask("GET", path)).status).toBe(404);
    expect((await gateway.ask("DELETE", path)).status).toBe(404);
  });

  test("is refused while something waits, unless it is forced", async () => {
    const { id } = await buildExecution(gateway.database, { serviceId });
    const { status, body } = await gateway.ask("DELETE", path);
    expect([status, body.message]).toEqual([409, expect.stringContaining("1 waits")]);
    expect((await gateway.ask("DELETE", `${path}?force=true`)).status).toBe(204);
    expect((await gateway.ask("GET", `/executions/${id}`)).body).toMatchObject({ id, serviceId });
  });
});

describe("updating a service", () => {
  test("as the guide does makes one revision, by the caller", async () => {
    const { status, body } = await gateway.ask("PATCH", path, {
      ...(await read()),
      executionTimeout: 60,
      onReset: "rerun",
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      executionTimeout: 60,
      onReset: "rerun",
      version: "1.0.1",
      updatedBy: "api-key:script",
    });
    expect(await read()).toEqual(body);
    const { body: revisions } = await gateway.ask("GET", `${path}/revisions`);
    expect(revisions.map((revision: { version: string }) => revision.version)).toEqual(["1.0.0", "1.0.1"]);
    expect(revisions[0].executionTimeout).toBe(3600);
  });

  test("from a copy that is old is no conflict", async () => {
    const old = await read();
    await gateway.ask("PATCH", path, { ...old, executionTimeout: 60 });
    const { status, body } = await gateway.ask("PATCH", path, { ...old, executionTimeout: 70 });
    expect([status, body.executionTimeout, body.version]).toEqual([200, 70, "1.0.2"]);
  });

  test("with what it is already makes no revision", async () => {
    const before = await read();
    expect((await gateway.ask("PATCH", `${path}?force=true`, before)).body).toEqual(before);
  });

  test("merges runtime", async () => {
    const { body } = await gateway.ask("PATCH", path, { runtime: { numReplicas: 2 } });
    expect(body.runtime).toMatchObject({ numReplicas: 2, concurrency: 1, podType: "regular-s" });
  });

  test.each([0, -1, 1.5, "60", null, true])(
    "refuses %o as a timeout, and changes nothing",
    async (executionTimeout) => {
      const before = await read();
      const { status, body } = await gateway.ask("PATCH", path, {
        ...before,
        executionTimeout,
        maxAttempts: 5,
      });
      expect(status).toBe(400);
      expect(body.message).toContain("executionTimeout must be a whole number of seconds");
      expect(await read()).toEqual(before);
    },
  );
});

test("pausing keeps new executions waiting, resuming lets them go; both answer the service", async () => {
  expect((await gateway.ask("POST", `${path}/stop`)).body.active).toBe(false);
  expect((await gateway.ask("POST", `${path}/resume`)).body.active).toBe(true);
  expect((await gateway.ask("PATCH", path, { active: false })).body.active).toBe(false);
});

test("its status is its replicas that live and its queue", async () => {
  const replica = await buildReplica(gateway.database, { serviceId });
  await buildReplica(gateway.database, { serviceId, state: "stopped", endedAt: gateway.clock.now() });
  await buildExecution(gateway.database, { serviceId });
  const { body } = await gateway.ask("GET", `${path}/status`);
  expect(body).toMatchObject({
    numMessagesInQueue: 1,
    runtimeStatus: [{ replicaId: replica.id, status: true }],
  });
});

test("how it fails to start stands where Dataloop has its crash loop", async () => {
  const failing = await buildService(gateway.database);
  const ctx = { database: gateway.database, clock: gateway.clock, actor: "runner" };
  const replica = await buildReplica(gateway.database, { serviceId: failing.id });
  for (let count = 0; count < 2; count += 1)
    await noteStartFailure(ctx, failing.id, { revision: 1, error: "No module named torch" });
  const { body } = await gateway.ask("GET", `/services/${failing.id}`);
  expect(body.crashloop).toMatchObject({ action: "wait", reason: "No module named torch" });
  const { runtimeStatus } = (await gateway.ask("GET", `/services/${failing.id}/status`)).body;
  expect(runtimeStatus).toEqual([
    expect.objectContaining({ replicaId: replica.id, restartCount: 2, message: "No module named torch" }),
  ]);
  expect((await gateway.ask("GET", path)).body.crashloop).toBeNull();
});

test("an autoscaler is set, changed and taken away as the client does", async () => {
  const { body: served } = await gateway.ask("GET", path);
  const withAutoscaler = (autoscaler: object | null) =>
    gateway.ask("PATCH", path, { ...served, runtime: { ...served.runtime, autoscaler } });
  const wanted = { type: "rabbitmq", minReplicas: 0, maxReplicas: 3, queueLength: 5, cooldownPeriod: 60 };
  expect((await withAutoscaler(wanted)).body.runtime.autoscaler).toEqual({ ...wanted, pollingInterval: 10 });
  expect((await withAutoscaler(null)).body.runtime.autoscaler).toBeNull();
  const { status, body } = await withAutoscaler({ type: "rps", threshold: 10 });
  expect([status, body.message]).toEqual([400, expect.stringContaining("by what runs and waits")]);
});

test("a restart is a revision of the same content, answered by 204; one replica by its name is refused", async () => {
  const before = (await gateway.ask("GET", path)).body;
  expect((await gateway.ask("POST", `${path}/restart`, {})).status).toBe(204);
  const after = (await gateway.ask("GET", path)).body;
  expect(after.version).not.toBe(before.version);
  expect(after).toMatchObject({ runtime: before.runtime, executionTimeout: before.executionTimeout });
  const one = await gateway.ask("POST", `${path}/restart`, { replicaName: "replica-0" });
  expect([one.status, one.body.message]).toEqual([400, expect.stringContaining("leave replica_name out")]);
});

test("the client's link to a service leads to its page, and one to nothing nowhere", async () => {
  const service = await buildService(gateway.database);
  expect(await pageOfService(gateway, service.id)).toBe(`/services/${service.name}`);
  expect(await pageOfService(gateway, "nothing")).toBeNull();
});
