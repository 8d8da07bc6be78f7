import { afterAll, beforeAll, expect, test } from "vitest";
import { createApiKey } from "#server/auth/create-api-key.ts";
import { revokeApiKey } from "#server/auth/revoke-api-key.ts";
import { silentLog } from "#server/log.ts";
import { TestGateway } from "./testing-gateway.ts";
import { answerToken } from "./token.ts";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await TestGateway.open();
});
afterAll(() => gateway.close());

async function ask(body: unknown) {
  const { database, clock } = gateway;
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const request = new Request("http://127.0.0.1/token?default", { method: "POST", body: text });
  const answer = await answerToken({ database, clock, log: silentLog }, request);
  return { status: answer.status, body: await answer.json() };
}

const context = () => ({ database: gateway.database, clock: gateway.clock, actor: "ada@example.org" });

test("an API key is the password, the token and what refreshes it, until it is revoked", async () => {
  const { id, key } = await createApiKey(context(), { name: "m2m" });
  const credentials = { username: "ada@example.org", password: key, type: "user_credentials" };
  expect(await ask(credentials)).toEqual({ status: 200, body: { id_token: key, refresh_token: key } });
  const refresh = { type: "refresh_token", refresh_token: key };
  expect(await ask(refresh)).toEqual({ status: 200, body: { id_token: key } });
  await revokeApiKey(context(), { id });
  for (const body of [credentials, refresh]) {
    expect(await ask(body)).toMatchObject({ status: 401, body: { statusCode: 401 } });
  }
});

test.each([
  ["{", 400, "must be JSON"],
  [{}, 400, "type must be"],
  [{ type: "password" }, 400, "type must be"],
  [{ type: "user_credentials", username: "ada" }, 400, "password must be text"],
  [{ type: "refresh_token", refresh_token: 3 }, 400, "refresh_token must be text"],
  [{ type: "user_credentials", password: "" }, 401, "API key"],
  [{ type: "user_credentials", password: "secret" }, 401, "API key"],
])("%j is refused", async (body, status, words) => {
  expect(await ask(body)).toEqual({
    status,
    body: { statusCode: status, message: expect.stringContaining(words) },
  });
});
