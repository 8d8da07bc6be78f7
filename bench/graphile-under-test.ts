import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import {
  type AddJobFunction,
  type AddJobsFunction,
  makeWorkerUtils,
  type WorkerUtils,
} from "graphile-worker";
import postgres from "postgres";
import { until } from "./curfew-under-test.ts";

const PROCESS = fileURLToPath(new URL("graphile-worker-process.ts", import.meta.url));

interface Told {
  ready?: true;
  running?: string;
  /** Nanoseconds of the monotonic clock. */
  at?: string;
}

/** Graphile Worker on the same PostgreSQL, with its worker in a process of its own. */
export class GraphileUnderTest {
  readonly addJob: AddJobFunction;
  readonly addJobs: AddJobsFunction;
  readonly sql: postgres.Sql;
  readonly #utils: WorkerUtils;
  readonly #process: ChildProcess;

  private constructor(utils: WorkerUtils, sql: postgres.Sql, child: ChildProcess) {
    this.addJob = utils.addJob;
    this.addJobs = utils.addJobs;
    this.#utils = utils;
    this.sql = sql;
    this.#process = child;
  }

  static async start(databaseUrl: string, concurrency: number): Promise<GraphileUnderTest> {
    const utils = await makeWorkerUtils({ connectionString: databaseUrl });
    await utils.migrate();
    const child = spawn(process.execPath, ["--import", "tsx", PROCESS, databaseUrl, String(concurrency)], {
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    const graphile = new GraphileUnderTest(
      utils,
      postgres(databaseUrl, { max: 2, onnotice: () => {} }),
      child,
    );
    await graphile.told((message) => message.ready === true);
    return graphile;
  }

  /** The next message of the worker that is meant. */
  told(isMeant: (message: Told) => boolean): Promise<Told> {
    return new Promise((resolve, reject) => {
      const hear = (message: Told) => {
        if (!isMeant(message)) return;
        this.#process.off("message", hear);
        this.#process.off("exit", gone);
        resolve(message);
      };
      const gone = () => reject(new Error("Graphile Worker ended; its words are above"));
      this.#process.on("message", hear);
      this.#process.once("exit", gone);
    });
  }

  /** Nanoseconds of the monotonic clock at which the next handler says what it saw. */
  async stamped(): Promise<bigint> {
    const { at } = await this.told((message) => message.at !== undefined);
    return BigInt(at as string);
  }

  async idle(): Promise<void> {
    await until("Graphile Worker has done its jobs", async () => {
      const [row] = await this.sql<{ count: number }[]>`
        select count(*)::int as count from graphile_worker._private_jobs`;
      return row?.count === 0;
    });
  }

  async stop(): Promise<void> {
    this.#process.send("stop");
    await once(this.#process, "exit");
    await this.sql.end();
    await this.#utils.release();
  }
}
