import type { Placement, Policy } from "#server/domain/policy.ts";
import { DEFAULT_PLACEMENT, DEFAULT_POLICY } from "#server/domain/policy-values.ts";
import type { ServiceRow } from "#server/domain/views.ts";

/** What a valid draft means. */
export interface Settings {
  policy: Policy;
  placement: Placement;
}

/** A draft that has been checked. */
export type ParsedDraft = Policy & Placement;
export type SettingsField = keyof ParsedDraft;
type ChosenField = "onStall" | "onReset" | "isolation";
/** Numbers as they are typed. */
export type SettingsDraft = Pick<ParsedDraft, ChosenField> &
  Record<Exclude<SettingsField, ChosenField>, string>;

/** Fields whose fault comes or goes with another one's value, by that other one. */
export const CHECKED_WITH: Partial<Record<SettingsField, SettingsField[]>> = {
  isolation: ["memoryLimit"],
  maxAttempts: ["maxRetries"],
  maxRetries: ["retryWait"],
  maxRetryWait: ["retryWait"],
  replicas: ["maxReplicas"],
};

type Source = Pick<ServiceRow, "policy" | "placement">;

const DEFAULTS: ParsedDraft = { ...DEFAULT_POLICY, ...DEFAULT_PLACEMENT };

/** The settings of a service; a revision from before a field was there has none of it. */
export function settingsAt({ policy, placement }: Source): Settings {
  return { policy: { ...DEFAULT_POLICY, ...policy }, placement: { ...DEFAULT_PLACEMENT, ...placement } };
}

/** What the form shows of a service's settings. */
export function draftOf(source: Source): SettingsDraft {
  const { policy, placement } = settingsAt(source);
  const settings: ParsedDraft = { ...policy, ...placement };
  const names = Object.keys(DEFAULTS) as SettingsField[];
  return Object.fromEntries(names.map((name) => [name, String(settings[name] ?? "")])) as SettingsDraft;
}

/** A checked draft as settings; what the form does not show stays as it is. */
export function settingsOf(draft: ParsedDraft, { placement }: Source): Settings {
  const { isolation, concurrency, replicas, maxReplicas, executionsPerReplica, cooldown, ...policy } = draft;
  const own = { isolation, concurrency, replicas, maxReplicas, executionsPerReplica, cooldown };
  return { policy, placement: { ...placement, ...own } };
}

/** Name of the form's field that a server's fault names; null when the form has none such. */
export function fieldOfFault(path: string): SettingsField | null {
  const name = path.split(".").at(-1) ?? "";
  return name in DEFAULTS ? (name as SettingsField) : null;
}
