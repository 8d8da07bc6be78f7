"use client";

import { type Control, type FieldErrors, useController, useWatch } from "react-hook-form";
import { formatSeconds } from "#components/time/format-duration.ts";
import { Field } from "#components/ui/field.tsx";
import { NumberInput } from "#components/ui/input.tsx";
import { PLACEMENT_LABELS, POLICY_LABELS } from "./config-difference.ts";
import { CHECKED_WITH, type ParsedDraft, type SettingsDraft, type SettingsField } from "./settings-draft.ts";

export interface SettingsFieldsProps {
  control: Control<SettingsDraft, unknown, ParsedDraft>;
  errors: FieldErrors<SettingsDraft>;
}

type NumberFieldProps = SettingsFieldsProps & { name: SettingsField; label: string; hint: string };

/** A whole number, typed. */
export function NumberField(props: NumberFieldProps & { after?: React.ReactNode }) {
  const { control, errors, name, label, hint, after } = props;
  const { field } = useController({ control, name, rules: { deps: CHECKED_WITH[name] } });
  return (
    <Field label={label} hint={hint} error={errors[name]?.message} after={after}>
      {(attributes) => <NumberInput {...attributes} {...field} />}
    </Field>
  );
}

/** The same, in seconds. */
export function SecondsField(
  props: Omit<NumberFieldProps, "label" | "name"> & { name: keyof typeof POLICY_LABELS | "cooldown" },
) {
  const label = { ...POLICY_LABELS, ...PLACEMENT_LABELS }[props.name];
  return <NumberField {...props} label={label} after={<ReadOut {...props} />} />;
}

/** The number as a person would say it: `1 h 30 min`. Nothing while it is no number. */
function ReadOut({ control, name }: Pick<NumberFieldProps, "control" | "name">) {
  const typed = useWatch({ control, name }).trim();
  const isWhole = /^\d{1,9}$/.test(typed);
  return (
    <>
      s
      {isWhole && Number(typed) >= 60 && (
        <span className="ml-3 text-ink">{formatSeconds(Number(typed))}</span>
      )}
    </>
  );
}
