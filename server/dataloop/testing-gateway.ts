import { attempts } from "#db/schema/attempts.ts";
import { logChunks } from "#db/schema/log-chunks.ts";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { buildExecution, buildReplica, TEST_NOW } from "#db/testing-builders.ts";
import { createApiKey } from "#server/auth/create-api-key.ts";
import { DEFAULT_POLICY } from "#server/domain/policy-values.ts";
import { type ChangeBatch, ChangeFeed } from "#server/live/change-feed.ts";
import { silentLog } from "#server/log.ts";
import { ManualClock } from "#server/manual-clock.ts";
import { answerDataloop, BASE_PATH } from "./gateway.ts";
import { UndeliveredStarts } from "./undelivered-starts.ts";

const ORIGIN = "http://127.0.0.1:3000";

export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever JSON was answered
  body: any;
}

interface AskSettings {
  token?: string;
  /** Aborted when the client has gone. */
  signal?: AbortSignal;
}

/** The gateway on a database of its own, with a key; no HTTP between. */
export class TestGateway {
  readonly clock = new ManualClock();
  /** Tells those who follow that something changed. */
  tell: (topics: string[]) => void = () => {};
  readonly #changes = new ChangeFeed({
    clock: this.clock,
    log: silentLog,
    coalesceMs: 0,
    source: async (onTopics) => {
      this.tell = onTopics;
      return async () => {};
    },
  });
  readonly #undelivered = new UndeliveredStarts(this.clock);
  #onHeld: () => void = () => {};
  readonly #shutdown = new AbortController();

  static async open(): Promise<TestGateway> {
    const test = await createTestDatabase();
    const ctx = { database: test.database, clock: new ManualClock(), actor: "ada@example.org" };
    const { key } = await createApiKey(ctx, { name: "script" });
    return new TestGateway(test, key);
  }

  private constructor(
    private readonly test: TestDatabase,
    readonly key: string,
  ) {}

  get database() {
    return this.test.database;
  }

  async ask(
    method: string,
    path: string,
    body?: unknown,
    { token = this.key, signal }: AskSettings = {},
  ): Promise<Answer> {
    const answer = await answerDataloop(
      {
        database: this.database,
        clock: this.clock,
        changes: { follow: (signal) => this.#watch(signal) },
        undelivered: this.#undelivered,
        log: { ...silentLog, error: ({ error }) => raise(error) },
        shutdown: this.#shutdown.signal,
        origin: ORIGIN,
      },
      new Request(`${ORIGIN}${BASE_PATH}${path}`, {
        method,
        headers: { authorization: `Bearer ${token}` },
        ...(signal && { signal }),
        ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
      }),
    );
    return { status: answer.status, body: answer.status === 204 ? null : await answer.json() };
  }

  /** An execution that ran once and ended well, with two lines of output. */
  async finished(overrides: Parameters<typeof buildExecution>[1] = {}) {
    const execution = await buildExecution(this.database, {
      status: "success",
      output: { ok: true },
      ...overrides,
    });
    const replica = await buildReplica(this.database, { serviceId: execution.serviceId });
    await this.database.db.insert(attempts).values({
      executionId: execution.id,
      attempt: 1,
      revision: 1,
      runnerId: replica.runnerId,
      replicaId: replica.id,
      policy: DEFAULT_POLICY,
      startedAt: TEST_NOW,
      deadlineAt: TEST_NOW,
      endedAt: TEST_NOW,
      outcome: "success",
    });
    await this.print(execution.id, ["step 1", "step 2"]);
    return execution;
  }

  /** `secondsLater` than TEST_NOW. */
  async print(executionId: string, lines: string[], firstLine = 0, secondsLater = 0) {
    const at = TEST_NOW.getTime() + secondsLater * 1_000;
    await this.database.db.insert(logChunks).values({
      executionId,
      attempt: 1,
      firstLine,
      lineCount: lines.length,
      lines: lines.map((text) => [at, "o", text]),
      at: new Date(at),
    });
  }

  /** Does `step` again and again until the answer is there. */
  async until(answer: Promise<unknown>, step: () => void): Promise<void> {
    let answered = false;
    const done = () => {
      answered = true;
    };
    answer.then(done, done);
    while (!answered) {
      step();
      await this.database.sql`select 1`;
    }
  }

  /** Resolves when the next request is held until something changes. */
  untilHeld(): Promise<void> {
    return new Promise((resolve) => {
      this.#onHeld = resolve;
    });
  }

  async *#watch(signal: AbortSignal): AsyncGenerator<ChangeBatch, never> {
    const batches = this.#changes.follow(signal);
    for (;;) {
      const { value } = await batches.next();
      yield value;
      this.#onHeld();
    }
  }

  async close(): Promise<void> {
    this.#shutdown.abort();
    await this.test.drop();
  }
}

function raise(error: unknown): never {
  throw new Error("a bug in the gateway", { cause: error });
}
