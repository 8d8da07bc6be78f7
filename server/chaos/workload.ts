import { join } from "node:path";
import type { Context } from "#server/context.ts";
import { createExecution } from "#server/executions/create.ts";
import { terminateExecution } from "#server/executions/terminate.ts";
import { createService } from "#server/services/create.ts";
import type { Random } from "./random.ts";

const FUNCTIONS = {
  work: {
    description: "",
    inputSchema: { type: "object", properties: { seconds: { type: "number" }, manner: { type: "string" } } },
  },
};
const POLICY = { executionTimeout: 8, gracePeriod: 1, killWait: 1, drainTime: 5 };
/** The commonest first; of ten executions about six heed their checkpoints. */
const MANNERS = ["heeds", "heeds", "heeds", "heeds", "heeds", "heeds", "deaf", "deaf", "raises", "endless"];

/** Every runtime, isolation and answer to a reset; a command has always a process of its own. */
const KINDS = (["rerun", "failed"] as const).flatMap((onReset) => [
  { runtime: "python", isolation: "process", onReset } as const,
  { runtime: "python", isolation: "shared", onReset } as const,
  { runtime: "node", isolation: "process", onReset } as const,
  { runtime: "node", isolation: "shared", onReset } as const,
  { runtime: "command", isolation: "process", onReset } as const,
]);

/** The services that the executions run on. */
export async function deployServices(ctx: Context, root: string, journal: string): Promise<string[]> {
  const directory = join(root, "server", "chaos", "services");
  const env = { CHAOS_JOURNAL: journal };
  const host = { className: "ServiceRunner", directory, env, functions: FUNCTIONS };
  const argv = ["sh", "beats.sh", "{input.seconds}", "{input.manner}"];
  const programs = {
    python: { runtime: "python", entry: "beats.py", ...host },
    node: { runtime: "node", entry: "beats.ts", ...host },
    command: { runtime: "command", argv, directory, env, functions: FUNCTIONS },
  } as const;
  const names: string[] = [];
  for (const { runtime, onReset, isolation } of KINDS) {
    const name = `chaos-${runtime}-${isolation}-${onReset}`;
    const policy = { ...POLICY, onReset, maxAttempts: 6 };
    const placement = { isolation, concurrency: 3, replicas: 1 };
    await createService(ctx, { name, description: "", program: programs[runtime], policy, placement });
    names.push(name);
  }
  return names;
}

/** Creates executions and terminates some, as people would, whatever is broken at the moment. */
export class Workload {
  /** The ids that were answered: these must never be lost. */
  readonly accepted: string[] = [];
  /** Those whose termination was answered. */
  readonly terminated = new Set<string>();
  refused = 0;
  readonly #ctx: Context;
  readonly #services: string[];
  readonly #random: Random;

  constructor(ctx: Context, services: string[], random: Random) {
    this.#ctx = ctx;
    this.#services = services;
    this.#random = random;
  }

  async create(): Promise<void> {
    const manner = this.#random.pick(MANNERS);
    const seconds = manner === "endless" ? 3_600 : Math.round(this.#random.between(1, 30)) / 10;
    const input = { seconds, manner: manner === "endless" ? "heeds" : manner };
    const service = this.#random.pick(this.#services);
    await this.#try(async () => {
      const { id } = await createExecution(this.#ctx, { service, functionName: "work", input });
      this.accepted.push(id);
    });
  }

  async terminateOne(): Promise<void> {
    const id = this.accepted.at(-1 - Math.floor(this.#random.between(0, 5)));
    if (!id || this.terminated.has(id)) return;
    await this.#try(async () => {
      const { stopping } = await terminateExecution(this.#ctx, { id, note: "chaos" });
      if (stopping) this.terminated.add(id);
    });
  }

  /** While the database is away nothing is promised. */
  async #try(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch {
      this.refused += 1;
    }
  }
}
