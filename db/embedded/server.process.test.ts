import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemClock } from "#server/clock.ts";
import { isAlive } from "./process-state.ts";
import { type EmbeddedServer, embeddedUrl, startEmbedded } from "./server.ts";

let home: string;
let folder: string;
let server: EmbeddedServer;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "curfew-embedded-"));
  folder = join(home, "postgres");
  server = await startEmbedded(folder, systemClock);
});

afterAll(async () => {
  await server.stop();
  rmSync(home, { recursive: true, force: true });
});

async function ask(url: string, query: string): Promise<unknown> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const [row] = await sql.unsafe(query);
    return row && Object.values(row)[0];
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** Frees `port` again when the work is done. */
async function whileTaken<T>(port: number, work: () => Promise<T>): Promise<T> {
  const taker = createServer();
  await new Promise<void>((resolve) => taker.listen(port, "127.0.0.1", resolve));
  try {
    return await work();
  } finally {
    await new Promise((resolve) => taker.close(resolve));
  }
}

test("a start makes a database that answers", async () => {
  expect(server.started).toBe(true);
  expect(await ask(server.url, "select current_database()")).toBe("curfew");
});

test("what is committed is on the disk: neither fsync nor synchronous_commit is switched off", async () => {
  expect(await ask(server.url, "show fsync")).toBe("on");
  expect(await ask(server.url, "show synchronous_commit")).toBe("on");
});

test("nobody gets in without the password", async () => {
  const wrong = new URL(server.url);
  wrong.password = "wrong";
  await expect(ask(wrong.toString(), "select 1")).rejects.toThrow(/password/);
});

test("only the owner can read the password and the data", () => {
  expect(statSync(join(folder, "server.json")).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, "data")).mode & 0o077).toBe(0);
});

test("it listens on loopback only", async () => {
  expect(await ask(server.url, "show listen_addresses")).toBe("127.0.0.1");
});

test("a second start attaches to the running server", async () => {
  const second = await startEmbedded(folder, systemClock);
  expect(second).toMatchObject({ started: false, pid: server.pid, url: server.url });
});

test("its address is known without starting anything", () => {
  expect(embeddedUrl(folder)).toBe(server.url);
  expect(embeddedUrl(join(home, "nothing-here"))).toBeNull();
});

test("starts at the same time end with one server", async () => {
  const other = join(home, "contested");
  const servers = await Promise.all([1, 2, 3].map(() => startEmbedded(other, systemClock)));
  expect(new Set(servers.map(({ pid }) => pid)).size).toBe(1);
  expect(servers.filter(({ started }) => started)).toHaveLength(1);
  await servers[0]?.stop();
});

test("a stop leaves no process, and the port and the rows are the same after the next start", async () => {
  await ask(server.url, "create table kept as select 7 as number");
  const before = server;
  await before.stop();
  expect(isAlive(before.pid)).toBe(false);
  server = await startEmbedded(folder, systemClock);
  expect(server.url).toBe(before.url);
  expect(await ask(server.url, "select number from kept")).toBe(7);
});

test("after kill -9 the next start recovers what was committed", async () => {
  await ask(server.url, "create table survivors as select generate_series(1, 1000) as number");
  process.kill(server.pid, "SIGKILL");
  server = await startEmbedded(folder, systemClock);
  expect(server.started).toBe(true);
  expect(await ask(server.url, "select count(*)::int from survivors")).toBe(1000);
});

test("when its port was taken meanwhile, it takes another and remembers it", async () => {
  const port = Number(new URL(server.url).port);
  await server.stop();
  await whileTaken(port, async () => {
    server = await startEmbedded(folder, systemClock);
  });
  expect(Number(new URL(server.url).port)).not.toBe(port);
  expect(embeddedUrl(folder)).toBe(server.url);
  expect(await ask(server.url, "select 1")).toBe(1);
});

test("a server that can't start says why", async () => {
  const broken = join(home, "broken");
  const options = { settings: { shared_buffers: "nonsense" } };
  await expect(startEmbedded(broken, systemClock, options)).rejects.toThrow(/did not start.*shared_buffers/s);
  expect(readFileSync(join(broken, "postgres.log"), "utf8")).toContain("shared_buffers");
});
