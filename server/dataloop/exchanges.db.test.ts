import { v7 as uuid } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildExecution, buildReplica, buildService } from "#db/testing-builders.ts";
import { differences, EXCHANGES, type Exchange, fillIn } from "./testing-exchanges.ts";
import { type Answer, TestGateway } from "./testing-gateway.ts";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await TestGateway.open();
});
afterAll(() => gateway.close());

/** In which state the execution is that an exchange is about; ended well where nothing is named. */
const STATES: Record<number, "in-progress" | "terminated"> = {
  7: "in-progress",
  9: "in-progress",
  10: "terminated",
  27: "in-progress",
  28: "in-progress",
  29: "in-progress",
  30: "in-progress",
};

test.each(
  EXCHANGES.map((exchange, index) => ({ index, title: `${exchange.method} ${exchange.path}`, exchange })),
)("$index: $title is answered with the shape that the client needs", async ({ index, exchange }) => {
  const answer = await replay(index, exchange);
  expect(answer.status).toBe(exchange.status);
  expect(differences(exchange.response, answer.body)).toEqual([]);
});

async function replay(index: number, exchange: Exchange): Promise<Answer> {
  const values = await makeReal(index);
  const { method, path, body } = fillIn({ ...exchange, response: null }, values);
  const after = path.split("/api/v1")[1] ?? "";
  const token = exchange.status === 401 ? "eyJhbGciOiJIUzI1NiJ9.e30.expired" : undefined;
  return await gateway.ask(
    method,
    after,
    await asTheClientSends(values, after, body),
    token ? { token } : {},
  );
}

/** A service with a replica, and an execution of it. */
async function makeReal(index: number): Promise<Record<string, string>> {
  const service = await buildService(gateway.database);
  const state = STATES[index];
  const replica = await buildReplica(gateway.database, { serviceId: service.id });
  const placed = state === "in-progress" ? { replicaId: replica.id, runnerId: replica.runnerId } : {};
  const execution = state
    ? await buildExecution(gateway.database, { serviceId: service.id, status: state, ...placed })
    : await gateway.finished({ serviceId: service.id });
  return {
    SERVICE_ID: service.id,
    EXECUTION_ID: execution.id,
    UNKNOWN_ID: uuid(),
    PROJECT_ID: "curfew",
    TIMESTAMP: "2026-01-01T00:00:00.000Z",
    "seed-service": service.name,
  };
}

/** It sends services back as it has read them from the server it speaks to, with what its user has changed. */
async function asTheClientSends(
  { SERVICE_ID, EXECUTION_ID }: Record<string, string>,
  path: string,
  body: Exchange["body"],
): Promise<unknown> {
  if (path.startsWith("/services/logs") && body?.checkpoint) {
    const first = await gateway.ask("POST", path, { executionId: [EXECUTION_ID] });
    return { ...body, checkpoint: first.body.checkpoint };
  }
  if (!path.startsWith("/services/") || !body?.runtime) return body ?? undefined;
  const { body: served } = await gateway.ask("GET", `/services/${SERVICE_ID}`);
  const { executionTimeout, drainTime, onReset, maxAttempts } = body;
  const known = Object.fromEntries(Object.keys(body).map((key) => [key, served[key]]));
  return { ...known, executionTimeout, drainTime, onReset, maxAttempts };
}
