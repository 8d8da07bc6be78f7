import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTestDatabase, type TestDatabase } from "#db/testing.ts";
import { systemClock } from "#server/clock.ts";
import type { Context } from "#server/context.ts";
import type { Placement, Policy } from "#server/domain/policy.ts";
import type { ExecutionDetail } from "#server/domain/views.ts";
import { createExecution } from "#server/executions/create.ts";
import { getExecution } from "#server/executions/get.ts";
import { isGone } from "#server/process/process-entry.ts";
import { readProcess, readProcessTable, variableOf } from "#server/process/process-table.ts";
import { projectRoot } from "#server/project-root.ts";
import { createService } from "#server/services/create.ts";

/** A zombie is gone: whoever is its parent now has not taken note. */
export function isAlive(pid: number): boolean {
  const entry = readProcess(pid);
  return entry !== null && !isGone(entry);
}

/** A database, a home, and the real runner with its real agents, started and killed at will. */
export class RunnerWorld {
  readonly ctx: Context;
  readonly #db: TestDatabase;
  readonly #home: string;
  #runner: ChildProcess | null = null;
  #said = "";
  #deployed = 0;

  /** `db`: of its own server, for a test that kills that. */
  static async open(db?: TestDatabase): Promise<RunnerWorld> {
    execFileSync(process.execPath, [join(projectRoot(), "bin", "build.mjs")], { stdio: "pipe" });
    return new RunnerWorld(db ?? (await createTestDatabase()));
  }

  private constructor(db: TestDatabase) {
    this.#db = db;
    this.#home = mkdtempSync(join(tmpdir(), "curfew-runner-"));
    this.ctx = { database: db.database, clock: systemClock, actor: "operator@localhost" };
  }

  get runner(): ChildProcess {
    if (!this.#runner) throw new Error("the runner was not started");
    return this.#runner;
  }

  /** `root`: the folder of another Curfew. */
  startRunner(root = projectRoot()): void {
    const runner = spawn(process.execPath, [join(root, "dist", "runner.mjs")], {
      env: {
        ...process.env,
        DATABASE_URL: this.#db.url,
        CURFEW_HOME: this.#home,
        CURFEW_ROOT: root,
      },
      stdio: ["ignore", "pipe", process.env.LOG_LEVEL ? "inherit" : "ignore"],
    });
    runner.stdout.setEncoding("utf8").on("data", (text: string) => {
      this.#said += text;
      if (process.env.LOG_LEVEL) process.stdout.write(text);
    });
    this.#runner = runner;
  }

  /** All that runners have said. */
  get said(): string {
    return this.#said;
  }

  /** Waits until a runner has said so. */
  async untilSaid(words: string): Promise<void> {
    while (!this.#said.includes(words)) await systemClock.sleep(20);
  }

  /** Sends the signal and resolves to the exit code; null when the signal ended it. */
  async endRunner(signal: NodeJS.Signals): Promise<number | null> {
    const { runner } = this;
    if (runner.exitCode !== null || runner.signalCode !== null) return runner.exitCode;
    const gone = new Promise<number | null>((resolve) => runner.once("exit", resolve));
    runner.kill(signal);
    return await gone;
  }

  /** A service that runs one shell script. Its name. */
  async deploy(
    script: string,
    policy: Partial<Policy> = {},
    placement: Partial<Placement> = {},
  ): Promise<string> {
    this.#deployed += 1;
    const name = `service-${this.#deployed}`;
    await createService(this.ctx, {
      name,
      program: {
        runtime: "command",
        argv: ["/bin/sh", "-c", script],
        directory: "/tmp",
        functions: { run: {} },
      },
      policy: { gracePeriod: 1, killWait: 1, ...policy },
      placement,
    });
    return name;
  }

  async run(service: string): Promise<string> {
    return (await createExecution(this.ctx, { service })).id;
  }

  /** Waits for the execution to become so. */
  async until(id: string, holds: (execution: ExecutionDetail) => boolean): Promise<ExecutionDetail> {
    for (let left = 900; ; left -= 1) {
      const execution = await getExecution(this.ctx, { id });
      if (holds(execution)) return execution;
      if (left === 0) throw new Error(`it stayed ${JSON.stringify(execution)}`);
      await systemClock.sleep(50);
    }
  }

  untilStatus(id: string, status: ExecutionDetail["status"]): Promise<ExecutionDetail> {
    return this.until(id, (execution) => execution.status === status);
  }

  /** Waits until user code of this attempt runs; its process. */
  async untilWorks(id: string, attempt = 1): Promise<number> {
    const pidOf = (execution: ExecutionDetail) =>
      execution.attempts.find((one) => one.attempt === attempt)?.workerPid ?? null;
    const execution = await this.until(id, (one) => one.status === "in-progress" && pidOf(one) !== null);
    return pidOf(execution) as number;
  }

  async eventsOf(id: string): Promise<string[]> {
    const rows = await this.#db.database.sql<{ type: string }[]>`
      select type from execution_events where execution_id = ${id} order by id`;
    return rows.map(({ type }) => type);
  }

  /** A file in CURFEW_HOME. */
  pathOf(name: string): string {
    return join(this.#home, name);
  }

  /** Makes the file that a script waits for in CURFEW_HOME. */
  async allow(name: string): Promise<void> {
    await writeFile(this.pathOf(name), "");
  }

  async agentOf(id: string): Promise<number> {
    const [row] = await this.#db.database.sql<{ pid: number }[]>`
      select r.agent_pid as pid from executions e join replicas r on r.id = e.replica_id where e.id = ${id}`;
    if (!row) throw new Error("it is on no replica");
    return row.pid;
  }

  /** Agents and workers of this world that live. */
  living(): number[] {
    return readProcessTable()
      .filter((entry) => !isGone(entry) && entry.pid !== process.pid && entry.pid !== this.#runner?.pid)
      .filter((entry) => variableOf(entry.pid, "CURFEW_HOME") === this.#home)
      .map(({ pid }) => pid);
  }

  async close(): Promise<void> {
    if (this.#runner) await this.endRunner("SIGKILL");
    for (const pid of this.living()) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // It went by itself.
      }
    }
    await this.#db.drop();
    rmSync(this.#home, { recursive: true, force: true });
  }
}
