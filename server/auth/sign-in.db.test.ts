import { mkdtempSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { systemClock } from "#server/clock.ts";
import { ManualClock } from "#server/manual-clock.ts";
import { ensureCliKey, findApiKey } from "./api-key.ts";
import { type Auth, createAuth } from "./auth.ts";
import { guardRequest } from "./guard.ts";
import { handleAuth } from "./http.ts";
import { identify } from "./identify.ts";
import { trustedOrigins } from "./origins.ts";
import { createSignInLink, isSomeoneSignedIn, LINK_MINUTES } from "./sign-in-link.ts";

const env = { host: "127.0.0.1", port: 4_000, publicUrl: null };
const base = "http://127.0.0.1:4000";
let testDatabase: TestDatabase;
let auth: Auth;
let origins: string[];

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  origins = trustedOrigins(env);
  const { database } = testDatabase;
  auth = createAuth({
    database,
    secret: "a test secret of 32 characters..",
    baseUrl: base,
    trustedOrigins: origins,
  });
});
afterAll(() => testDatabase.drop());

function database() {
  return testDatabase.database;
}
function get(path: string, headers: Record<string, string> = {}) {
  return new Request(new URL(path, base), { headers: { host: "127.0.0.1:4000", ...headers } });
}
function cookieOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}
async function open(link: string): Promise<Response> {
  return await handleAuth(auth, get(link));
}
async function signIn(): Promise<string> {
  return cookieOf(await open(await createSignInLink({ database: database(), env })));
}
function whoIs(headers: Record<string, string>) {
  return identify({ database: database(), clock: systemClock, auth }, new Headers(headers));
}

describe("a sign-in link", () => {
  test("signs in whoever opens it, as the operator, for 30 days", async () => {
    expect(await isSomeoneSignedIn({ database: database(), clock: systemClock })).toBe(false);
    const response = await open(await createSignInLink({ database: database(), env }));
    expect(response.status).toBe(302);
    expect(new URL(response.headers.get("location") ?? "", base).pathname).toBe("/");
    const cookies = response.headers.getSetCookie().join("\n");
    expect(cookies).toMatch(/HttpOnly/);
    expect(cookies).toMatch(/Max-Age=2592000/);
    const { caller } = await whoIs({ cookie: cookieOf(response) });
    expect(caller).toEqual({ kind: "person", email: "operator@localhost" });
    expect(await isSomeoneSignedIn({ database: database(), clock: systemClock })).toBe(true);
  });

  test("works once", async () => {
    const link = await createSignInLink({ database: database(), env });
    await open(link);
    const second = await open(link);
    expect(second.headers.get("location")).toMatch(/\/sign-in\?error=INVALID_TOKEN/);
    expect(second.headers.getSetCookie()).toEqual([]);
  });

  test("works once also when it is opened twice at the same moment", async () => {
    const link = await createSignInLink({ database: database(), env });
    const answers = await Promise.all([open(link), open(link), open(link)]);
    expect(answers.filter((answer) => answer.headers.getSetCookie().length > 0)).toHaveLength(1);
  });

  test("no longer works after 15 minutes", async () => {
    const before = new ManualClock(new Date(systemClock.now().getTime() - (LINK_MINUTES * 60 + 1) * 1_000));
    const response = await open(await createSignInLink({ database: database(), env, clock: before }));
    expect(response.headers.get("location")).toMatch(/error=/);
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  test("can't be read out of the database", async () => {
    const token = new URL(await createSignInLink({ database: database(), env })).searchParams.get("token");
    const rows = await database().sql`select * from verifications`;
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  test("is sent to nobody who asks for one", async () => {
    const body = JSON.stringify({ email: "stranger@example.org" });
    const headers = { "content-type": "application/json", host: "127.0.0.1:4000" };
    const request = new Request(`${base}/api/auth/sign-in/magic-link`, { method: "POST", body, headers });
    expect((await handleAuth(auth, request)).status).toBe(404);
  });
});

describe("without signing in", () => {
  const guard = (request: Request) =>
    guardRequest({ database: database(), clock: systemClock, auth, origins }, request);

  test.each(["/", "/executions", "/services/train-digits", "/runners", "/api/docs"])(
    "%s sends to the sign-in page",
    async (path) => {
      const { refusal } = await guard(get(path));
      expect(refusal?.status).toBe(303);
      expect(refusal?.headers.get("location")).toBe(`${base}/sign-in`);
    },
  );

  test("programs get 401", async () => {
    expect((await guard(get("/api/executions/1/logs"))).refusal?.status).toBe(401);
  });

  test.each(["/sign-in", "/api/health", "/api/auth/get-session"])("%s answers", async (path) => {
    expect((await guard(get(path))).refusal).toBeNull();
  });

  test("a forged or altered cookie proves nobody", async () => {
    const cookie = await signIn();
    const altered = cookie.replace(
      /session_token=(.)/,
      (_, first) => `session_token=${first === "a" ? "b" : "a"}`,
    );
    const withoutCache = altered.replace(/[^;]*session_data=[^;]*;? ?/, "");
    expect((await guard(get("/executions", { cookie: withoutCache }))).refusal?.status).toBe(303);
  });

  test("a name that is not ours is refused, whoever asks", async () => {
    const cookie = await signIn();
    expect((await guard(get("/executions", { cookie, host: "evil.example" }))).refusal?.status).toBe(421);
  });
});

test("with a session every page is open, by each of our names", async () => {
  const cookie = await signIn();
  const parts = { database: database(), clock: systemClock, auth, origins };
  for (const host of ["127.0.0.1:4000", "localhost:4000"]) {
    expect((await guardRequest(parts, get("/executions", { cookie, host }))).refusal).toBeNull();
  }
});

test("who has signed out is nobody", async () => {
  const cookie = await signIn();
  const { headers } = await auth.api.signOut({ headers: new Headers({ cookie }), returnHeaders: true });
  expect(headers.getSetCookie().join()).toMatch(/Max-Age=0/);
  const tokenOnly = cookie.replace(/[^;]*session_data=[^;]*;? ?/, "");
  expect((await whoIs({ cookie: tokenOnly })).caller).toBeNull();
});

describe("the key of programs on this host", () => {
  test("is made once, is for its owner's eyes only, and proves the cli", async () => {
    const home = mkdtempSync(join(tmpdir(), "curfew-keys-"));
    const ctx = { database: database(), clock: systemClock, actor: "system" };
    const key = await ensureCliKey(ctx, home);
    expect(await ensureCliKey(ctx, home)).toBe(key);
    const file = join(home, "keys", "cli-token");
    expect(readFileSync(file, "utf8").trim()).toBe(key);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(home, "keys")).mode & 0o777).toBe(0o700);
    expect((await whoIs({ authorization: `Bearer ${key}` })).caller).toEqual({
      kind: "api-key",
      name: "cli",
    });
  });

  test.each(["", "curfew_", "curfew_wrong", "something else"])("%j proves nobody", async (key) => {
    expect(await findApiKey({ database: database(), clock: systemClock }, key)).toBeNull();
    expect((await whoIs({ authorization: `Bearer ${key}`, cookie: await signIn() })).caller).toBeNull();
  });

  test("proves nobody once it is revoked, and is not brought back by a start", async () => {
    const home = mkdtempSync(join(tmpdir(), "curfew-keys-"));
    const ctx = { database: database(), clock: systemClock, actor: "system" };
    const key = await ensureCliKey(ctx, home);
    await database().sql`update api_keys set revoked_at = now()`;
    expect(await findApiKey(ctx, key)).toBeNull();
    await expect(ensureCliKey(ctx, home)).rejects.toThrow("was revoked");
  });
});
