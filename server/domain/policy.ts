import * as z from "zod";
import {
  DEFAULT_PLACEMENT,
  DEFAULT_POLICY,
  ISOLATIONS,
  MAX_SECONDS,
  ON_RESET_ACTIONS,
  ON_STALL_ACTIONS,
} from "./policy-values.ts";

export type OnResetAction = (typeof ON_RESET_ACTIONS)[number];

export type OnStallAction = (typeof ON_STALL_ACTIONS)[number];

export type Isolation = (typeof ISOLATIONS)[number];

/** Passed checkpoints are told about once a second: what is much shorter would take that for silence. */
const MIN_STALL_SECONDS = 5;

function wholeNumber(name: string, unit: string, min: number, max: number) {
  const allowed = `${name} must be a whole number${unit} from ${min} to ${max}`;
  return z.number({ error: allowed }).int(allowed).min(min, allowed).max(max, allowed);
}

function seconds(name: string, min: number, max: number) {
  return wholeNumber(name, " of seconds", min, max);
}

/** Null, also when left out, means that there is no such limit. */
function optional<T extends z.ZodType>(schema: T) {
  return schema.nullable().default(null);
}

/**
 * How an execution is bounded and stopped. All durations are whole seconds. A service's policy is copied onto
 * the attempt when the attempt starts; editing the service does not move a running deadline.
 */
export const PolicySchema = z.strictObject({
  /** Seconds from the start of an attempt to its deadline. */
  executionTimeout: seconds("executionTimeout", 1, MAX_SECONDS).default(DEFAULT_POLICY.executionTimeout),
  /** Seconds that an attempt may have in all when its own code extends its timeout; null: code may not. */
  maxExecutionTimeout: optional(seconds("maxExecutionTimeout", 1, MAX_SECONDS)),
  /** What happens to an execution that a timeout, a reset or a crash has hit. */
  onReset: z
    .enum(ON_RESET_ACTIONS, { error: 'onReset must be "failed" or "rerun"' })
    .default(DEFAULT_POLICY.onReset),
  /** Seconds without checkpoint, progress or save (a command: output) until it counts as stalled; null: never. */
  stallTimeout: optional(seconds("stallTimeout", MIN_STALL_SECONDS, MAX_SECONDS)),
  /** What happens to an execution that stalls. */
  onStall: z
    .enum(ON_STALL_ACTIONS, { error: 'onStall must be "warn" or "stop"' })
    .default(DEFAULT_POLICY.onStall),
  /** MiB of memory that the worker and all that it started may hold; null: any. Not for shared isolation. */
  memoryLimit: optional(wholeNumber("memoryLimit", " of MiB", 1, 16_777_216)),
  /** Seconds that an execution may wait for an attempt to start before it fails; null: for ever. */
  queueTimeout: optional(seconds("queueTimeout", 1, MAX_SECONDS)),
  /** How many executions may wait; beyond it new ones are refused. Null: any number. */
  queueLimit: optional(wholeNumber("queueLimit", "", 1, 1_000_000)),
  /** How many attempts an execution may have in all, the first one counted. */
  maxAttempts: wholeNumber("maxAttempts", "", 1, 100).default(DEFAULT_POLICY.maxAttempts),
  /** How many errors of its code are followed by another attempt; the next one ends it. */
  maxRetries: wholeNumber("maxRetries", "", 0, 99).default(DEFAULT_POLICY.maxRetries),
  /** Seconds between the first error and the next attempt; each further wait is twice as long. */
  retryWait: seconds("retryWait", 1, 86_400).default(DEFAULT_POLICY.retryWait),
  /** Seconds that such a wait is never longer than. */
  maxRetryWait: seconds("maxRetryWait", 1, 86_400).default(DEFAULT_POLICY.maxRetryWait),
  /** Seconds between the request to stop and SIGTERM. */
  gracePeriod: seconds("gracePeriod", 0, 86_400).default(DEFAULT_POLICY.gracePeriod),
  /** Seconds between SIGTERM and SIGKILL. */
  killWait: seconds("killWait", 0, 3_600).default(DEFAULT_POLICY.killWait),
  /** Seconds that a draining replica may outlast the deadlines of what it runs. */
  drainTime: seconds("drainTime", 0, 86_400).default(DEFAULT_POLICY.drainTime),
});
export type Policy = z.output<typeof PolicySchema>;

/** Where and beside what an execution runs. */
export const PlacementSchema = z.strictObject({
  /** `process`: each execution in a worker process of its own. `shared`: up to `concurrency` in one worker. */
  isolation: z
    .enum(ISOLATIONS, { error: 'isolation must be "process" or "shared"' })
    .default(DEFAULT_PLACEMENT.isolation),
  /** Executions that one replica runs at a time. */
  concurrency: wholeNumber("concurrency", "", 1, 1_000).default(DEFAULT_PLACEMENT.concurrency),
  /** Running instances of the service, or the fewest of them where `maxReplicas` is given. */
  replicas: wholeNumber("replicas", "", 0, 100).default(DEFAULT_PLACEMENT.replicas),
  /** The most of them, by what runs and waits; null: their number is fixed. */
  maxReplicas: optional(wholeNumber("maxReplicas", "", 1, 100)),
  /** How many executions, running or waiting, one replica is wanted for; null: as many as its concurrency. */
  executionsPerReplica: optional(wholeNumber("executionsPerReplica", "", 1, 100_000)),
  /** Seconds with less to do until there are fewer of them. */
  cooldown: seconds("cooldown", 0, 86_400).default(DEFAULT_PLACEMENT.cooldown),
});
export type Placement = z.output<typeof PlacementSchema>;
