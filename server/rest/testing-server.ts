import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Database } from "#db/client.ts";
import { readHealth } from "#server/api/health.ts";
import { findApiKey, newApiKey, storeApiKey } from "#server/auth/api-key.ts";
import { systemClock } from "#server/clock.ts";
import { ChangeFeed } from "#server/live/change-feed.ts";
import { databaseChanges } from "#server/live/database-changes.ts";
import { silentLog } from "#server/log.ts";
import { WebhookSender } from "#server/webhooks/sender.ts";
import { handleRest, type RestServer } from "./handle.ts";

/** The REST API on a real port, with real keys and real changes; it can be ended and started again. */
export class TestingServer {
  readonly #database: Database;
  #server: Server | null = null;
  #shutdown = new AbortController();
  #changes: ChangeFeed | null = null;
  readonly bugs: { path: string; cause: unknown }[] = [];
  port = 0;
  token = "";

  constructor(database: Database) {
    this.#database = database;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** At the same port again, once it had one. */
  async start(): Promise<void> {
    const database = this.#database;
    if (!this.token) {
      this.token = newApiKey();
      await storeApiKey({ database, clock: systemClock, actor: "system" }, "test", this.token);
    }
    this.#shutdown = new AbortController();
    this.#changes = new ChangeFeed({ source: databaseChanges(database), clock: systemClock, log: silentLog });
    await this.#changes.start();
    const server = createServer((incoming, outgoing) => void this.#answer(incoming, outgoing));
    this.#server = server;
    server.listen(this.port, "127.0.0.1");
    await once(server, "listening");
    this.port = (server.address() as AddressInfo).port;
  }

  /** As a web server ends: who waits is told, then every connection is cut. */
  async end(): Promise<void> {
    this.#shutdown.abort();
    const server = this.#server;
    if (!server) return;
    this.#server = null;
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await Promise.all([closed, this.#changes?.stop()]);
  }

  async #answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const gone = new AbortController();
    outgoing.on("close", () => gone.abort());
    const headers = new Headers(incoming.headers as Record<string, string>);
    const hasBody = incoming.method !== "GET" && incoming.method !== "HEAD";
    const request = new Request(new URL(incoming.url ?? "/", this.url), {
      method: incoming.method ?? "GET",
      headers,
      signal: gone.signal,
      ...(hasBody && { body: Readable.toWeb(incoming) as ReadableStream, duplex: "half" }),
    } as RequestInit);
    const response = await handleRest(this.#rest(), request);
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    if (!response.body) return void outgoing.end();
    // One that was cut is told of by the test that cut it.
    await pipeline(Readable.fromWeb(response.body as never), outgoing).catch(() => {});
  }

  #rest(): RestServer {
    const database = this.#database;
    const changes = this.#changes as ChangeFeed;
    const { signal } = this.#shutdown;
    const reportBug = (path: string, cause: unknown) => void this.bugs.push({ path, cause });
    return {
      origins: [this.url],
      version: "0.0.0",
      health: () => readHealth({ database, clock: systemClock }, "0.0.0"),
      reportBug,
      context: async (request) => ({
        database,
        changes,
        clock: systemClock,
        sender: new WebhookSender({ clock: systemClock, allowed: "all", version: "0.0.0" }),
        caller: await findApiKey(
          { database, clock: systemClock },
          request.headers.get("authorization")?.slice(7) ?? "",
        ),
        crossSite: false,
        shutdown: signal,
        reportBug,
        endSession: async () => {},
      }),
    };
  }
}
