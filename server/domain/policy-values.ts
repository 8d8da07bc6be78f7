// Apart from the schemas that are made of them, so that screens need not load a schema library for a number.

/** What happens to an execution that a timeout, a reset or a crash has hit. */
export const ON_RESET_ACTIONS = ["failed", "rerun"] as const;

/** What happens to an execution that gives no sign of work. */
export const ON_STALL_ACTIONS = ["warn", "stop"] as const;

export const ISOLATIONS = ["process", "shared"] as const;

/** The longest duration that a policy may name: one year, in seconds. */
export const MAX_SECONDS = 31_536_000;

/** A policy of which nothing is said. */
export const DEFAULT_POLICY = {
  executionTimeout: 3600,
  maxExecutionTimeout: null as number | null,
  onReset: "failed" as (typeof ON_RESET_ACTIONS)[number],
  stallTimeout: null as number | null,
  onStall: "warn" as (typeof ON_STALL_ACTIONS)[number],
  memoryLimit: null as number | null,
  queueTimeout: null as number | null,
  queueLimit: null as number | null,
  maxAttempts: 3,
  maxRetries: 0,
  retryWait: 10,
  maxRetryWait: 3600,
  gracePeriod: 30,
  killWait: 5,
  drainTime: 600,
};

/** A placement of which nothing is said. */
export const DEFAULT_PLACEMENT = {
  isolation: "process" as (typeof ISOLATIONS)[number],
  concurrency: 1,
  replicas: 1,
  maxReplicas: null as number | null,
  executionsPerReplica: null as number | null,
  cooldown: 300,
};
