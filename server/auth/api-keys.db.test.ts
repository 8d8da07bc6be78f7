import { decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import type { Context } from "#server/context.ts";
import { ManualClock } from "#server/manual-clock.ts";
import { findApiKey } from "./api-key.ts";
import { CreateApiKeyInput, createApiKey } from "./create-api-key.ts";
import { listApiKeys } from "./list-api-keys.ts";
import { revokeApiKey } from "./revoke-api-key.ts";

let testDatabase: TestDatabase;
let clock: ManualClock;
let ctx: Context;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  clock = new ManualClock();
  ctx = { database: testDatabase.database, clock, actor: "ada@example.org" };
});
afterAll(() => testDatabase.drop());

const DAY_MS = 86_400_000;
const audited = () => ctx.database.sql<{ action: string; actor: string; data: { name: string } }[]>`
  select action, actor, data from audit where subject_type = 'api-key' order by id`;

describe("a new key", () => {
  test("proves its holder by name, is shown once and kept as a hash alone", async () => {
    const created = await createApiKey(ctx, { name: "nightly", days: 30 });
    expect(await findApiKey(ctx, created.key)).toEqual({ kind: "api-key", name: "nightly" });
    const [kept] = await listApiKeys(ctx);
    expect(kept).toMatchObject({
      name: "nightly",
      createdBy: "ada@example.org",
      prefix: `…${created.key.slice(-6)}`,
      expiresAt: new Date(clock.now().getTime() + 30 * DAY_MS),
    });
    const [row] = await ctx.database.sql`select * from api_keys where id = ${created.id}`;
    expect(JSON.stringify(row)).not.toContain(created.key);
    expect(await audited()).toMatchObject([{ action: "api-key.create", data: { name: "nightly" } }]);
  });

  test("is a token that Dataloop's client takes: it says when it ends, and for whom", async () => {
    const { key, id, expiresAt } = await createApiKey(ctx, { name: "dtlpy" });
    expect(decodeJwt(key)).toMatchObject({
      sub: id,
      email: "api-key:dtlpy",
      exp: expiresAt.getTime() / 1_000,
    });
  });

  test("is not another one's, although its first parts are", async () => {
    const { key } = await createApiKey(ctx, { name: "forged" });
    const [header, , signature] = key.split(".");
    const payload = Buffer.from(JSON.stringify({ ...decodeJwt(key), exp: 9e9 })).toString("base64url");
    expect(await findApiKey(ctx, `${header}.${payload}.${signature}`)).toBeNull();
  });

  test("needs a name that no good key has, also not one of a key that was revoked", async () => {
    const { id } = await createApiKey(ctx, { name: "once" });
    await expect(createApiKey(ctx, { name: "once" })).rejects.toThrow("There is an API key once already");
    await revokeApiKey(ctx, { id });
    await expect(createApiKey(ctx, { name: "once" })).resolves.toMatchObject({ name: "once" });
  });

  test.each([
    [{ name: "Über" }, "name must be"],
    [{ name: "" }, "name must be"],
    [{ name: "a", days: 0 }, "days must be"],
    [{ name: "a", days: 1.5 }, "days must be"],
    [{ name: "a", days: 3_651 }, "days must be"],
    [{ name: "a", days: "90" }, "days must be"],
  ])("%j is refused by name", (input, message) => {
    expect(CreateApiKeyInput.safeParse(input).error?.message).toContain(message);
  });
});

test("a key ends when it says, and at once when it is revoked", async () => {
  const short = await createApiKey(ctx, { name: "short", days: 1 });
  const long = await createApiKey(ctx, { name: "long", days: 90 });
  clock.advance(DAY_MS - 1_000);
  expect(await findApiKey(ctx, short.key)).not.toBeNull();
  clock.advance(1_000);
  expect(await findApiKey(ctx, short.key)).toBeNull();
  const first = await revokeApiKey(ctx, { id: long.id });
  expect(await findApiKey(ctx, long.key)).toBeNull();
  clock.advance(1_000);
  expect(await revokeApiKey(ctx, { id: long.id })).toEqual(first);
  expect(
    (await audited()).filter(({ data, action }) => data.name === "long" && action === "api-key.revoke"),
  ).toHaveLength(1);
  await expect(revokeApiKey(ctx, { id: "none" })).rejects.toThrow("There is no API key none");
});

test("its last use is noted to the minute", async () => {
  const { id, key } = await createApiKey(ctx, { name: "used" });
  const lastUse = async () => (await listApiKeys(ctx)).find((one) => one.id === id)?.lastUsedAt;
  expect(await lastUse()).toBeNull();
  await findApiKey(ctx, key);
  const noted = clock.now();
  clock.advance(59_000);
  await findApiKey(ctx, key);
  expect(await lastUse()).toEqual(noted);
  clock.advance(1_000);
  await findApiKey(ctx, key);
  expect(await lastUse()).toEqual(clock.now());
});
