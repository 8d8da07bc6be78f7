import { expect, test } from "vitest";
import { answers, asked, curfew } from "./testing-api.ts";

const key = {
  id: "k1",
  name: "nightly",
  prefix: "…x8Kq2w",
  createdAt: "2026-11-01T10:00:00.000Z",
  createdBy: "ada@example.org",
  expiresAt: "2999-01-01T00:00:00.000Z",
  lastUsedAt: null,
  revokedAt: null,
};
const revoked = { ...key, id: "k0", revokedAt: "2026-11-02T10:00:00.000Z" };

test("a new key alone goes to stdout, so that a script can keep it", async () => {
  answers["POST /api-keys"] = [
    { json: { id: "k1", name: "nightly", expiresAt: key.expiresAt, key: "a.b.c" } },
  ];
  const result = await curfew("token", "create", "nightly", "--days", "30");
  expect(result).toMatchObject({ code: 0, out: "a.b.c\n" });
  expect(result.err).toContain("Good until 2999-01-01");
  expect(asked[0]?.input).toEqual({ name: "nightly", days: 30 });
  expect(await curfew("token", "create", "nightly", "--days", "many")).toMatchObject({ code: 2 });
});

test("the list leaves out what opens nothing, unless it is asked for", async () => {
  answers["GET /api-keys"] = [{ json: { rows: [key, revoked] } }];
  expect((await curfew("token", "list")).out).not.toContain("revoked");
  expect((await curfew("token", "list", "--all")).out).toContain("revoked");
});

test("revoking by name means the key that is good", async () => {
  answers["GET /api-keys"] = [{ json: { rows: [revoked, key] } }];
  answers["POST /api-keys/k1/revoke"] = [{ json: { id: "k1", name: "nightly", revokedAt: key.createdAt } }];
  expect(await curfew("token", "revoke", "nightly")).toEqual({ code: 0, out: "nightly revoked\n", err: "" });
  expect(asked.at(-1)?.call).toBe("POST /api-keys/k1/revoke");
  expect(await curfew("token", "revoke", "none")).toMatchObject({ code: 2 });
});
