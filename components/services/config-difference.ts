import type { FormatNumber } from "#components/locale/format-number.ts";
import { formatSeconds } from "#components/time/format-duration.ts";
import type { Placement, Policy } from "#server/domain/policy.ts";
import { DEFAULT_PLACEMENT } from "#server/domain/policy-values.ts";
import type { ServiceConfig } from "#server/domain/service-config.ts";

export interface ConfigChange {
  label: string;
  before: string;
  after: string;
}

export const ON_RESET_WORDS: Record<Policy["onReset"], string> = { failed: "Mark as failed", rerun: "Rerun" };

export const ON_STALL_WORDS: Record<Policy["onStall"], string> = { warn: "Warn", stop: "Stop it" };

export const POLICY_LABELS: Record<keyof Policy, string> = {
  executionTimeout: "Execution timeout",
  maxExecutionTimeout: "Extended at most to",
  onReset: "On reset",
  stallTimeout: "Stall timeout",
  onStall: "On stall",
  memoryLimit: "Memory limit",
  queueTimeout: "Queue timeout",
  queueLimit: "Queue limit",
  maxAttempts: "Max attempts",
  maxRetries: "Max retries",
  retryWait: "First retry wait",
  maxRetryWait: "Longest retry wait",
  gracePeriod: "Grace period",
  killWait: "Kill wait",
  drainTime: "Drain time",
};

export const PLACEMENT_LABELS: Record<keyof Placement, string> = {
  isolation: "Isolation",
  concurrency: "Concurrency",
  replicas: "Replicas",
  maxReplicas: "Max replicas",
  executionsPerReplica: "Executions per replica",
  cooldown: "Cool-down",
};

/** What it means that a limit is not set, where that is not "no limit". */
const UNLIMITED: Partial<Record<keyof Policy, string>> = { maxExecutionTimeout: "not allowed" };

/** Numbers that are no seconds. */
const COUNTED: ReadonlySet<keyof Policy> = new Set(["maxAttempts", "maxRetries", "queueLimit"]);

/** A policy's value as a person reads it. */
export function policyWords(policy: Policy, key: keyof Policy, formatNumber: FormatNumber): string {
  if (key === "onReset") return ON_RESET_WORDS[policy.onReset];
  if (key === "onStall") return ON_STALL_WORDS[policy.onStall ?? "warn"];
  // A policy that was copied before a field was there has none of it.
  const value = policy[key] ?? null;
  if (value === null) return UNLIMITED[key] ?? "no limit";
  if (key === "memoryLimit") return `${formatNumber(value)} MiB`;
  return COUNTED.has(key) ? formatNumber(value) : formatSeconds(value);
}

/** A placement's value as a person reads it. */
function placementWords(placement: Placement, key: keyof Placement, formatNumber: FormatNumber): string {
  // A revision from before a field was there has none of it.
  const value = placement[key] ?? DEFAULT_PLACEMENT[key];
  if (value === null) return key === "maxReplicas" ? "none" : "as its concurrency";
  if (typeof value === "string") return value;
  return key === "cooldown" ? formatSeconds(value) : formatNumber(value);
}

type Comparable = Pick<ServiceConfig, "policy" | "placement"> & Partial<ServiceConfig>;

/** What differs from `before` to `after`, in the order of the form; what only one of them tells is no difference. */
export function configChanges(
  before: Comparable,
  after: Comparable,
  formatNumber: FormatNumber,
): ConfigChange[] {
  return [
    ...policyKeys().map((key) => ({
      label: POLICY_LABELS[key],
      before: policyWords(before.policy, key, formatNumber),
      after: policyWords(after.policy, key, formatNumber),
    })),
    ...placementKeys().map((key) => ({
      label: PLACEMENT_LABELS[key],
      before: placementWords(before.placement, key, formatNumber),
      after: placementWords(after.placement, key, formatNumber),
    })),
    ...descriptionChange(before.description, after.description),
    ...programChanges(before.program, after.program),
  ].filter((change) => change.before !== change.after);
}

function policyKeys(): (keyof Policy)[] {
  return Object.keys(POLICY_LABELS) as (keyof Policy)[];
}

function placementKeys(): (keyof Placement)[] {
  return Object.keys(PLACEMENT_LABELS) as (keyof Placement)[];
}

function descriptionChange(before: string | undefined, after: string | undefined): ConfigChange[] {
  return before === undefined || after === undefined ? [] : [{ label: "Description", before, after }];
}

function programChanges(
  before: ServiceConfig["program"] | undefined,
  after: ServiceConfig["program"] | undefined,
) {
  if (!before || !after) return [];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return [
    ...keys
      .filter((key) => key !== "env")
      .map((key) => ({
        label: `Program: ${key}`,
        before: compact((before as Record<string, unknown>)[key]),
        after: compact((after as Record<string, unknown>)[key]),
      })),
    ...environmentChanges(before.env, after.env),
  ];
}

/** Values may be secrets: that they differ is enough. */
function environmentChanges(before: Record<string, string>, after: Record<string, string>): ConfigChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .filter((name) => before[name] !== after[name])
    .map((name) => ({
      label: `Environment: ${name}`,
      before: name in before ? "set" : "",
      after: name in after ? (name in before ? "set to another value" : "set") : "",
    }));
}

function compact(value: unknown): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
