import * as z from "zod";
import {
  DEFAULT_POLICY,
  type Placement,
  PlacementSchema,
  type Policy,
  PolicySchema,
} from "#server/domain/policy.ts";
import { DEFAULT_PLACEMENT, ISOLATIONS, ON_STALL_ACTIONS } from "#server/domain/policy-values.ts";
import { placementFaults, policyFaults } from "#server/domain/service-config.ts";
import type { ServiceRow } from "#server/domain/views.ts";
import { PLACEMENT_LABELS, POLICY_LABELS } from "./config-difference.ts";

/** What a valid draft means. */
export interface Settings {
  policy: Policy;
  placement: Placement;
}

const LABELS: Record<string, string> = { ...POLICY_LABELS, ...PLACEMENT_LABELS };

/** The schema's own words, with the field called as the form calls it. */
export function faultWords(field: string, message: string): string {
  const label = LABELS[field];
  return label ? message.replace(field, label) : message;
}

/** Only digits are a whole number; whatever else was typed is refused by the schema, as the server would. */
function numberOf(typed: string): number {
  const text = typed.trim();
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
}

function typedNumber(field: string, schema: z.ZodType<number | undefined, number | undefined>) {
  return z.string().transform((typed, context) => {
    const result = schema.safeParse(numberOf(typed));
    if (result.success && result.data !== undefined) return result.data;
    const message = result.error?.issues[0]?.message ?? `${field} is missing`;
    context.addIssue({ code: "custom", message: faultWords(field, message) });
    return z.NEVER;
  });
}

const policy = PolicySchema.shape;
const placement = PlacementSchema.shape;

/** The same where a blank means that there is no limit. */
function typedLimit(field: string, schema: z.ZodType<number | null, number | null | undefined>) {
  return z.string().transform((typed, context) => {
    if (typed.trim() === "") return null;
    const result = schema.safeParse(numberOf(typed));
    if (result.success) return result.data;
    const message = `${result.error.issues[0]?.message ?? "wrong"}, or left blank`;
    context.addIssue({ code: "custom", message: faultWords(field, message) });
    return z.NEVER;
  });
}

const DraftFieldsSchema = z.object({
  executionTimeout: typedNumber("executionTimeout", policy.executionTimeout),
  maxExecutionTimeout: typedLimit("maxExecutionTimeout", policy.maxExecutionTimeout),
  stallTimeout: typedLimit("stallTimeout", policy.stallTimeout),
  onStall: z.enum(ON_STALL_ACTIONS),
  memoryLimit: typedLimit("memoryLimit", policy.memoryLimit),
  queueTimeout: typedLimit("queueTimeout", policy.queueTimeout),
  queueLimit: typedLimit("queueLimit", policy.queueLimit),
  onReset: z.enum(["failed", "rerun"]),
  maxAttempts: typedNumber("maxAttempts", policy.maxAttempts),
  maxRetries: typedNumber("maxRetries", policy.maxRetries),
  retryWait: typedNumber("retryWait", policy.retryWait),
  maxRetryWait: typedNumber("maxRetryWait", policy.maxRetryWait),
  gracePeriod: typedNumber("gracePeriod", policy.gracePeriod),
  killWait: typedNumber("killWait", policy.killWait),
  drainTime: typedNumber("drainTime", policy.drainTime),
  isolation: z.enum(ISOLATIONS),
  concurrency: typedNumber("concurrency", placement.concurrency),
  replicas: typedNumber("replicas", placement.replicas),
  maxReplicas: typedLimit("maxReplicas", placement.maxReplicas),
  executionsPerReplica: typedLimit("executionsPerReplica", placement.executionsPerReplica),
  cooldown: typedNumber("cooldown", placement.cooldown),
});

/** Checks a draft by the domain's own rules. */
export const SettingsDraftSchema = DraftFieldsSchema.superRefine((draft, context) => {
  for (const { field, message } of [...policyFaults(draft, draft.isolation), ...placementFaults(draft)]) {
    context.addIssue({ code: "custom", path: [field], message: faultWords(field, message) });
  }
});
export type ParsedDraft = z.output<typeof SettingsDraftSchema>;
/** Numbers as they are typed. */
export type SettingsDraft = z.input<typeof SettingsDraftSchema>;
export type SettingsField = keyof SettingsDraft;

/** Fields whose fault comes or goes with another one's value, by that other one. */
export const CHECKED_WITH: Partial<Record<SettingsField, SettingsField[]>> = {
  isolation: ["memoryLimit"],
  maxAttempts: ["maxRetries"],
  maxRetries: ["retryWait"],
  maxRetryWait: ["retryWait"],
  replicas: ["maxReplicas"],
};

type Source = Pick<ServiceRow, "policy" | "placement">;

/** What the form shows of a service's settings. */
export function draftOf({ policy, placement }: Source): SettingsDraft {
  // A revision from before a field was there has none of it.
  const settings: Record<string, unknown> = {
    ...DEFAULT_POLICY,
    ...DEFAULT_PLACEMENT,
    ...policy,
    ...placement,
  };
  const names = Object.keys(DraftFieldsSchema.shape);
  return Object.fromEntries(names.map((name) => [name, String(settings[name] ?? "")])) as SettingsDraft;
}

/** A checked draft as settings; what the form does not show stays as it is. */
export function settingsOf(draft: ParsedDraft, { placement }: Source): Settings {
  const { isolation, concurrency, replicas, maxReplicas, executionsPerReplica, cooldown, ...policy } = draft;
  const own = { isolation, concurrency, replicas, maxReplicas, executionsPerReplica, cooldown };
  return { policy, placement: { ...placement, ...own } };
}

/** The settings that a draft means; null while a field of it is wrong. */
export function settingsOfDraft(draft: SettingsDraft, service: Source): Settings | null {
  const parsed = SettingsDraftSchema.safeParse(draft);
  return parsed.success ? settingsOf(parsed.data, service) : null;
}

/** Name of the form's field that a server's fault names; null when the form has none such. */
export function fieldOfFault(path: string): SettingsField | null {
  const name = path.split(".").at(-1) ?? "";
  return name in DraftFieldsSchema.shape ? (name as SettingsField) : null;
}
