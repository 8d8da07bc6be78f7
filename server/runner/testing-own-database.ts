import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "#db/client.ts";
import { type EmbeddedServer, startEmbedded } from "#db/embedded/server.ts";
import { migrate } from "#db/migrate.ts";
import type { TestDatabase } from "#db/testing.ts";
import { systemClock } from "#server/clock.ts";

/** A PostgreSQL server of one test's own, killed and started again at will on the same address. */
export class OwnDatabase implements TestDatabase {
  readonly url: string;
  readonly database: TestDatabase["database"];
  readonly #folder: string;
  #server: EmbeddedServer;

  static async start(): Promise<OwnDatabase> {
    const folder = mkdtempSync(join(tmpdir(), "curfew-own-database-"));
    const server = await startEmbedded(join(folder, "postgres"), systemClock);
    await migrate(server.url);
    return new OwnDatabase(folder, server);
  }

  private constructor(folder: string, server: EmbeddedServer) {
    this.#folder = folder;
    this.#server = server;
    this.url = server.url;
    this.database = connect(server.url, { name: "curfew-test" });
  }

  /** By kill -9, and resolves once nobody answers. */
  async kill(): Promise<void> {
    process.kill(this.#server.pid, "SIGKILL");
    while (this.#server.isRunning()) await systemClock.sleep(10);
  }

  async startAgain(): Promise<void> {
    this.#server = await startEmbedded(join(this.#folder, "postgres"), systemClock, { keepPort: true });
  }

  async drop(): Promise<void> {
    await this.database.close();
    await this.#server.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
