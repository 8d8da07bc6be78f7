import { z } from "zod";
import { type Placement, PlacementSchema, type Policy, PolicySchema } from "#server/domain/policy.ts";
import type { ServiceRow } from "#server/domain/views.ts";
import { PLACEMENT_LABELS, POLICY_LABELS } from "./config-difference.ts";

/** Numbers as they are typed. */
export interface SettingsDraft {
  executionTimeout: string;
  onReset: Policy["onReset"];
  maxAttempts: string;
  gracePeriod: string;
  killWait: string;
  drainTime: string;
  concurrency: string;
  replicas: string;
}
export type SettingsField = keyof SettingsDraft;

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
function typedNumber(field: SettingsField, schema: z.ZodType<number | undefined, number | undefined>) {
  return z.string().transform((typed, context) => {
    const text = typed.trim();
    const result = schema.safeParse(/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN);
    if (result.success && result.data !== undefined) return result.data;
    const message = result.error?.issues[0]?.message ?? `${field} is missing`;
    context.addIssue({ code: "custom", message: faultWords(field, message) });
    return z.NEVER;
  });
}

const policy = PolicySchema.shape;
const placement = PlacementSchema.shape;

/** Checks a draft by the domain's own rules. Isolation is not in the form: the program decides it. */
export const SettingsDraftSchema = z.object({
  executionTimeout: typedNumber("executionTimeout", policy.executionTimeout),
  onReset: z.enum(["failed", "rerun"]),
  maxAttempts: typedNumber("maxAttempts", policy.maxAttempts),
  gracePeriod: typedNumber("gracePeriod", policy.gracePeriod),
  killWait: typedNumber("killWait", policy.killWait),
  drainTime: typedNumber("drainTime", policy.drainTime),
  concurrency: typedNumber("concurrency", placement.concurrency),
  replicas: typedNumber("replicas", placement.replicas),
});
export type ParsedDraft = z.output<typeof SettingsDraftSchema>;

type Source = Pick<ServiceRow, "policy" | "placement">;

/** What the form shows of a service's settings. */
export function draftOf({ policy, placement }: Source): SettingsDraft {
  return {
    executionTimeout: String(policy.executionTimeout),
    onReset: policy.onReset,
    maxAttempts: String(policy.maxAttempts),
    gracePeriod: String(policy.gracePeriod),
    killWait: String(policy.killWait),
    drainTime: String(policy.drainTime),
    concurrency: String(placement.concurrency),
    replicas: String(placement.replicas),
  };
}

/** A checked draft as settings; what the form does not show stays as it is. */
export function settingsOf(draft: ParsedDraft, { placement }: Source): Settings {
  const { concurrency, replicas, ...policy } = draft;
  return { policy, placement: { ...placement, concurrency, replicas } };
}

/** The settings that a draft means; null while a field of it is wrong. */
export function settingsOfDraft(draft: SettingsDraft, service: Source): Settings | null {
  const parsed = SettingsDraftSchema.safeParse(draft);
  return parsed.success ? settingsOf(parsed.data, service) : null;
}

/** Name of the form's field that a server's fault names; null when the form has none such. */
export function fieldOfFault(path: string): SettingsField | null {
  const name = path.split(".").at(-1) ?? "";
  return name in SettingsDraftSchema.shape ? (name as SettingsField) : null;
}
