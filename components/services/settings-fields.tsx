"use client";

import { Controller, useController } from "react-hook-form";
import { RadioGroup } from "#components/ui/radio-group.tsx";
import { isolationFault } from "#server/domain/config-faults.ts";
import { ISOLATIONS } from "#server/domain/policy-values.ts";
import type { Runtime } from "#server/domain/service-config.ts";
import { ON_RESET_WORDS, PLACEMENT_LABELS, POLICY_LABELS } from "./config-difference.ts";
import { MemoryField, QueueFields, RetryFields, StallFields } from "./limit-fields.tsx";
import { NumberField, SecondsField, type SettingsFieldsProps } from "./policy-field.tsx";
import { ReplicaFields } from "./replica-fields.tsx";
import { CHECKED_WITH } from "./settings-draft.ts";

const ON_RESET_HINTS = {
  failed: "What a timeout, a reset or a crash hits ends as failed.",
  rerun: "It goes back to the queue while attempts are left.",
} as const;

export const MAIN_FIELDS = ["executionTimeout", "onReset", "maxAttempts", "gracePeriod"] as const;

/** The fields that everybody needs. */
export function MainFields({ control, errors }: SettingsFieldsProps) {
  const props = { control, errors };
  return (
    <>
      <SecondsField
        {...props}
        name="executionTimeout"
        hint="From the start of an attempt until it is told to stop."
      />
      <Controller
        control={control}
        name="onReset"
        render={({ field }) => (
          <RadioGroup
            label={POLICY_LABELS.onReset}
            name={field.name}
            value={field.value}
            onValueChange={field.onChange}
            error={errors.onReset?.message}
            options={(["failed", "rerun"] as const).map((value) => ({
              value,
              label: ON_RESET_WORDS[value],
              hint: ON_RESET_HINTS[value],
            }))}
          />
        )}
      />
      <NumberField
        {...props}
        name="maxAttempts"
        label={POLICY_LABELS.maxAttempts}
        hint="The first one counted."
      />
      <SecondsField {...props} name="gracePeriod" hint="From the request to stop until SIGTERM." />
    </>
  );
}

const ISOLATION_LABELS = {
  process: "Process: one for each execution",
  shared: "Shared: one process for all",
} as const;
const ISOLATION_HINTS = {
  process: "Code that ignores its stop is ended alone.",
  shared:
    "Code that ignores its stop is ended by a reset of its replica, once those beside it have ended or run out of time.",
} as const;

/** The fields that are seldom changed. */
export function MoreFields({ runtime, ...props }: SettingsFieldsProps & { runtime: Runtime }) {
  return (
    <>
      <SecondsField
        {...props}
        name="maxExecutionTimeout"
        hint="How far code may extend its own timeout, counted from the start; blank: not at all."
      />
      <RetryFields {...props} />
      <StallFields {...props} />
      <MemoryField {...props} />
      <QueueFields {...props} />
      <SecondsField {...props} name="killWait" hint="From SIGTERM until SIGKILL." />
      <SecondsField
        {...props}
        name="drainTime"
        hint="How long a draining replica may outlast its deadlines."
      />
      <IsolationField {...props} runtime={runtime} />
      <NumberField
        {...props}
        name="concurrency"
        label={PLACEMENT_LABELS.concurrency}
        hint="Executions that one replica runs at a time."
      />
      <ReplicaFields {...props} />
    </>
  );
}

function IsolationField({ control, errors, runtime }: SettingsFieldsProps & { runtime: Runtime }) {
  const { field } = useController({
    control,
    name: "isolation",
    rules: { deps: CHECKED_WITH.isolation },
  });
  return (
    <RadioGroup
      label={PLACEMENT_LABELS.isolation}
      name={field.name}
      value={field.value}
      onValueChange={field.onChange}
      error={errors.isolation?.message}
      options={ISOLATIONS.map((value) => ({
        value,
        label: ISOLATION_LABELS[value],
        hint: isolationFault(runtime, value)
          ? "Not for a command: each execution is a program of its own."
          : ISOLATION_HINTS[value],
        disabled: isolationFault(runtime, value) !== null,
      }))}
    />
  );
}
