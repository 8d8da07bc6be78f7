import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { connect, type Database } from "#db/client.ts";
import { embeddedUrl } from "#db/embedded/server.ts";
import { CurfewClient } from "#sdk/typescript/client/client.ts";
import { systemClock } from "#server/clock.ts";
import type { Context } from "#server/context.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const START_PATIENCE_MS = 300_000;

const QUIET_MS = 20;

interface Ended<T> {
  status: string;
  output: T | null;
  message: string | null;
}

/** A whole Curfew as `npm start` runs it, in a home and on a port of its own; gone with `stop`. */
export class CurfewUnderTest {
  readonly client: CurfewClient;
  readonly address: { url: string; token: string };
  readonly ctx: Context;
  readonly databaseUrl: string;
  readonly #database: Database;
  readonly #process: ChildProcess;
  /** Its CURFEW_HOME. */
  readonly home: string;

  private constructor(home: string, child: ChildProcess, url: string, databaseUrl: string) {
    this.home = home;
    this.#process = child;
    this.databaseUrl = databaseUrl;
    this.#database = connect(databaseUrl, { max: 2, name: "curfew-bench" });
    this.ctx = { database: this.#database, clock: systemClock, actor: "bench" };
    const token = readFileSync(join(home, "keys", "cli-token"), "utf8").trim();
    this.address = { url, token };
    this.client = new CurfewClient(this.address);
  }

  /** A new one-time link for a browser. */
  signInLink(): string {
    const { port } = new URL(this.address.url);
    const env = { ...process.env, CURFEW_HOME: this.home, PORT: port };
    return execFileSync(process.execPath, ["bin/curfew.mjs", "sign-in"], {
      cwd: ROOT,
      env,
      encoding: "utf8",
    }).trim();
  }

  static async start(variables: Record<string, string> = {}): Promise<CurfewUnderTest> {
    const home = mkdtempSync(join(tmpdir(), "curfew-bench-"));
    const port = await freePort();
    const settings = { CURFEW_HOME: home, PORT: String(port), LOG_LEVEL: "error", CURFEW_EXAMPLES: "off" };
    const env = { ...process.env, ...settings, ...variables };
    const child = spawn(process.execPath, ["bin/start.mjs"], {
      cwd: ROOT,
      env,
      stdio: ["ignore", "ignore", "inherit"],
    });
    const url = `http://127.0.0.1:${port}`;
    await until("Curfew answers", async () => {
      if (child.exitCode !== null) throw new Error("Curfew did not start; its words are above");
      const health = await fetch(`${url}/api/health`).catch(() => null);
      return health?.ok === true;
    });
    const databaseUrl = process.env.DATABASE_URL ?? embeddedUrl(join(home, "postgres"));
    if (!databaseUrl) throw new Error("Curfew runs, but its database has no address");
    return new CurfewUnderTest(home, child, url, databaseUrl);
  }

  async stop(): Promise<void> {
    await this.#database.close();
    if (this.#process.exitCode === null) {
      this.#process.kill("SIGTERM");
      await once(this.#process, "exit");
    }
    rmSync(this.home, { recursive: true, force: true });
  }

  /** What user code gave back, once its execution has ended. */
  async output<T>(id: string): Promise<T> {
    const { status, output, message } = await this.ended<T>(id);
    if (!output) throw new Error(`execution ${id} ended as ${status} without output: ${message}`);
    return output;
  }

  async ended<T>(id: string): Promise<Ended<T>> {
    const { sql } = this.#database;
    let row: Ended<T> | undefined;
    // Whoever asks sooner would take the machine from what is measured.
    await sleep(QUIET_MS);
    await until(`execution ${id} ends`, async () => {
      [row] = await sql<Ended<T>[]>`
        select status, output, message from executions where id = ${id} and ended_at is not null`;
      return row !== undefined;
    });
    return row as Ended<T>;
  }

  /** How many executions of a service are in these statuses. */
  async count(service: string, statuses: string[]): Promise<number> {
    const [row] = await this.#database.sql<{ count: number }[]>`
      select count(*)::int as count from executions e join services s on s.id = e.service_id
      where s.name = ${service} and e.status in ${this.#database.sql(statuses)}`;
    return row?.count ?? 0;
  }
}

/** Asks every 5 ms. */
export async function until(what: string, isTrue: () => Promise<boolean>): Promise<void> {
  const signal = AbortSignal.timeout(START_PATIENCE_MS);
  while (!(await isTrue())) {
    if (signal.aborted) throw new Error(`gave up waiting until ${what}`);
    await sleep(5);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("there is no free port");
  return address.port;
}
