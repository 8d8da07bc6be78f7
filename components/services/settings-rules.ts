import { zodResolver } from "@hookform/resolvers/zod";
import type { Resolver } from "react-hook-form";
import * as z from "zod";
import { placementFaults, policyFaults } from "#server/domain/config-faults.ts";
import { PlacementSchema, PolicySchema } from "#server/domain/policy.ts";
import { ISOLATIONS, ON_RESET_ACTIONS, ON_STALL_ACTIONS } from "#server/domain/policy-values.ts";
import type { ServiceRow } from "#server/domain/views.ts";
import { PLACEMENT_LABELS, POLICY_LABELS } from "./config-difference.ts";
import { type ParsedDraft, type Settings, type SettingsDraft, settingsOf } from "./settings-draft.ts";

// The page comes without this module, which brings a schema library: see use-rules.ts.

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
  onReset: z.enum(ON_RESET_ACTIONS),
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

export const resolveSettings: Resolver<SettingsDraft, unknown, ParsedDraft> =
  zodResolver(SettingsDraftSchema);

/** The settings that a draft means; null while a field of it is wrong. */
export function settingsOfDraft(
  draft: SettingsDraft,
  service: Pick<ServiceRow, "policy" | "placement">,
): Settings | null {
  const parsed = SettingsDraftSchema.safeParse(draft);
  return parsed.success ? settingsOf(parsed.data, service) : null;
}
