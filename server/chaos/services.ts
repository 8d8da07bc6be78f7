import { join } from "node:path";
import type { NewService } from "#sdk/typescript/client/services.ts";
import { type Policy, PolicySchema } from "#server/domain/policy.ts";
import type { Random } from "./random.ts";

const MANNERS = ["heeds", "deaf", "raises", "strays", "endless"] as const;
type Manner = (typeof MANNERS)[number];

/** The commonest first; of ten executions about six heed their checkpoints. */
const MIXED: readonly Manner[] = [
  ...(["heeds", "heeds", "heeds", "heeds", "heeds", "heeds"] as const),
  ...(["deaf", "deaf", "raises", "endless"] as const),
];

/** A service of the run, and what is asked of it. */
export interface ChaosService {
  name: string;
  runtime: "python" | "node" | "command";
  placement: { isolation: "process" | "shared"; concurrency: number; replicas: number };
  policy: Policy;
  manners: readonly Manner[];
  /** How long its work is, from and to. */
  seconds: readonly [number, number];
  /** How often it is chosen, against the others. */
  weight: number;
}

const SHORT = { executionTimeout: 8, gracePeriod: 1, killWait: 1, drainTime: 5, maxAttempts: 6 };
const RETRYING = { ...SHORT, onReset: "rerun", maxRetries: 2, retryWait: 2, maxRetryWait: 3 } as const;
const FAILING = { ...SHORT, onReset: "failed", queueTimeout: 90 } as const;

/** Every runtime, isolation and answer to a reset; a command has always a process of its own. */
const USUAL = [RETRYING, FAILING].flatMap((policy) => [
  usual("python", "process", policy),
  usual("python", "shared", policy),
  usual("node", "process", policy),
  usual("node", "shared", policy),
  usual("command", "process", policy),
]);

/** Their stops are under way for longer than any lease, on every host. */
const PATIENT = (["python", "command"] as const).map(
  (runtime): ChaosService => ({
    name: `chaos-${runtime}-patient`,
    runtime,
    placement: { isolation: "process", concurrency: 2, replicas: 2 },
    policy: PolicySchema.parse({
      ...{ executionTimeout: 6, gracePeriod: 40, killWait: 2, onReset: "rerun", maxAttempts: 2 },
    }),
    manners: ["heeds", "deaf"],
    seconds: [2, 60],
    weight: 0.5,
  }),
);

/** More is asked of it than it can do: some wait too long. */
const QUEUED: ChaosService = {
  name: "chaos-queued",
  runtime: "node",
  placement: { isolation: "process", concurrency: 1, replicas: 1 },
  policy: PolicySchema.parse({ ...SHORT, onReset: "rerun", queueTimeout: 12 }),
  manners: ["heeds"],
  seconds: [2, 6],
  weight: 1,
};

export const SERVICES: readonly ChaosService[] = [...USUAL, ...PATIENT, QUEUED];

function usual(
  runtime: ChaosService["runtime"],
  isolation: "process" | "shared",
  policy: typeof RETRYING | typeof FAILING,
): ChaosService {
  return {
    name: `chaos-${runtime}-${isolation}-${policy.onReset}`,
    runtime,
    placement: { isolation, concurrency: 3, replicas: 1 },
    policy: PolicySchema.parse(policy),
    // What an execution leaves in a worker that it shares is the worker's, and ends with that.
    manners: isolation === "process" ? [...MIXED, "strays"] : MIXED,
    seconds: [0.1, 3],
    weight: 1,
  };
}

/** An input for it, as `work` takes it. */
export function inputFor(
  { manners, seconds }: ChaosService,
  random: Random,
): { seconds: number; manner: string } {
  const manner = random.pick(manners);
  const long = Math.round(random.between(...seconds) * 10) / 10;
  return manner === "endless" ? { seconds: 3_600, manner: "heeds" } : { seconds: long, manner };
}

const FUNCTIONS = {
  work: {
    description: "",
    inputSchema: { type: "object", properties: { seconds: { type: "number" }, manner: { type: "string" } } },
  },
};

/** How it is deployed. `strays`: `bare` where what drops its marks is found all the same, else `marked`. */
export function deploymentOf(
  { name, runtime, placement, policy }: ChaosService,
  folders: { root: string; journal: string },
  strays: "bare" | "marked",
): NewService {
  const directory = join(folders.root, "server", "chaos", "services");
  const env = { CHAOS_JOURNAL: folders.journal, CHAOS_STRAYS: strays };
  const common = { directory, env, functions: FUNCTIONS };
  const className = "ServiceRunner";
  const programs = {
    python: { runtime, entry: "beats.py", className, ...common },
    node: { runtime, entry: "beats.ts", className, ...common },
    command: { runtime, argv: ["sh", "beats.sh", "{input.seconds}", "{input.manner}"], ...common },
  };
  return { name, description: "", program: programs[runtime], policy, placement };
}
