"use client";

import { Controller } from "react-hook-form";
import { RadioGroup } from "#components/ui/radio-group.tsx";
import { ON_STALL_ACTIONS } from "#server/domain/policy-values.ts";
import { ON_STALL_WORDS, POLICY_LABELS } from "./config-difference.ts";
import { NumberField, SecondsField, type SettingsFieldsProps } from "./policy-field.tsx";

const ON_STALL_HINTS = {
  warn: "The list, its page and its timeline say so; it goes on.",
  stop: "It is asked to stop as by a timeout; then what On reset says.",
} as const;

export function StallFields({ control, errors }: SettingsFieldsProps) {
  return (
    <>
      <SecondsField
        control={control}
        errors={errors}
        name="stallTimeout"
        hint="Without a checkpoint, progress or save (a command: output) for so long it counts as stalled; blank: never."
      />
      <Controller
        control={control}
        name="onStall"
        render={({ field }) => (
          <RadioGroup
            label={POLICY_LABELS.onStall}
            name={field.name}
            value={field.value}
            onValueChange={field.onChange}
            options={ON_STALL_ACTIONS.map((value) => ({
              value,
              label: ON_STALL_WORDS[value],
              hint: ON_STALL_HINTS[value],
            }))}
          />
        )}
      />
    </>
  );
}

export function MemoryField(props: SettingsFieldsProps) {
  return (
    <NumberField
      {...props}
      name="memoryLimit"
      label={POLICY_LABELS.memoryLimit}
      after="MiB"
      hint="What its worker and all that it started may hold; beyond it the execution is stopped as out of memory. Blank: any. Isolation must be Process."
    />
  );
}

export function QueueFields(props: SettingsFieldsProps) {
  return (
    <>
      <SecondsField
        {...props}
        name="queueTimeout"
        hint="What waits for longer fails, also while the service is paused; blank: it waits for ever."
      />
      <NumberField
        {...props}
        name="queueLimit"
        label={POLICY_LABELS.queueLimit}
        hint="When so many wait, new ones are refused; blank: any number may wait."
      />
    </>
  );
}

export function RetryFields(props: SettingsFieldsProps) {
  return (
    <>
      <NumberField
        {...props}
        name="maxRetries"
        label={POLICY_LABELS.maxRetries}
        hint="How many errors of its code are followed by another attempt; 0: none. Less than Max attempts, which counts every attempt."
      />
      <SecondsField
        {...props}
        name="retryWait"
        hint="From the first error to the next attempt; each further wait is twice as long."
      />
      <SecondsField {...props} name="maxRetryWait" hint="No such wait is longer." />
    </>
  );
}
