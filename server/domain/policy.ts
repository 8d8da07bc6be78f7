import { z } from "zod";

/** What happens to an execution that a timeout, a reset or a crash has hit. */
export const ON_RESET_ACTIONS = ["failed", "rerun"] as const;
export type OnResetAction = (typeof ON_RESET_ACTIONS)[number];

export const ISOLATIONS = ["process", "shared"] as const;
export type Isolation = (typeof ISOLATIONS)[number];

/** The longest duration that a policy may name: one year, in seconds. */
export const MAX_SECONDS = 31_536_000;

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
  executionTimeout: seconds("executionTimeout", 1, MAX_SECONDS).default(3600),
  /** Seconds that an attempt may have in all when its own code extends its timeout; null: code may not. */
  maxExecutionTimeout: optional(seconds("maxExecutionTimeout", 1, MAX_SECONDS)),
  /** What happens to an execution that a timeout, a reset or a crash has hit. */
  onReset: z.enum(ON_RESET_ACTIONS, { error: 'onReset must be "failed" or "rerun"' }).default("failed"),
  /** Seconds that an execution may wait for an attempt to start before it fails; null: for ever. */
  queueTimeout: optional(seconds("queueTimeout", 1, MAX_SECONDS)),
  /** How many executions may wait; beyond it new ones are refused. Null: any number. */
  queueLimit: optional(wholeNumber("queueLimit", "", 1, 1_000_000)),
  /** How many attempts an execution may have in all, the first one counted. */
  maxAttempts: wholeNumber("maxAttempts", "", 1, 100).default(3),
  /** Seconds between the request to stop and SIGTERM. */
  gracePeriod: seconds("gracePeriod", 0, 86_400).default(30),
  /** Seconds between SIGTERM and SIGKILL. */
  killWait: seconds("killWait", 0, 3_600).default(5),
  /** Seconds that a draining replica may outlast the deadlines of what it runs. */
  drainTime: seconds("drainTime", 0, 86_400).default(600),
});
export type Policy = z.output<typeof PolicySchema>;

/** Where and beside what an execution runs. */
export const PlacementSchema = z.strictObject({
  /** `process`: each execution in a worker process of its own. `shared`: up to `concurrency` in one worker. */
  isolation: z.enum(ISOLATIONS, { error: 'isolation must be "process" or "shared"' }).default("process"),
  /** Executions that one replica runs at a time. */
  concurrency: wholeNumber("concurrency", "", 1, 1_000).default(1),
  /** Running instances of the service. */
  replicas: wholeNumber("replicas", "", 0, 100).default(1),
});
export type Placement = z.output<typeof PlacementSchema>;

export const DEFAULT_POLICY: Policy = PolicySchema.parse({});
export const DEFAULT_PLACEMENT: Placement = PlacementSchema.parse({});
