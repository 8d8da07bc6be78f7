"use client";

import { useId } from "react";
import { FieldError } from "#components/ui/field.tsx";
import { Checkbox } from "#components/ui/input.tsx";
import { EVENT_MEANINGS, WEBHOOK_EVENTS, type WebhookEvent } from "#server/domain/webhook.ts";

export interface ChoiceListProps<Value extends string> {
  label: string;
  options: readonly { value: Value; label: string; hint?: string }[];
  chosen: readonly Value[];
  error: string | undefined;
  onChange: (chosen: Value[]) => void;
}

/** Any number of these. */
export function ChoiceList<Value extends string>(props: ChoiceListProps<Value>) {
  const { label, options, chosen, error, onChange } = props;
  const id = useId();
  const toggled = (value: Value) =>
    chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value];
  return (
    <fieldset className="flex min-w-0 flex-col gap-1" aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="mb-1 text-sm font-medium">{label}</legend>
      {options.map(({ value, label: word, hint }) => (
        <div key={value} className="flex items-start gap-2">
          <Checkbox
            id={`${id}-${value}`}
            className="mt-0.5"
            checked={chosen.includes(value)}
            aria-describedby={hint ? `${id}-${value}-hint` : undefined}
            onChange={() => onChange(toggled(value))}
          />
          <div className="min-w-0">
            <label htmlFor={`${id}-${value}`}>{word}</label>
            {hint && (
              <p id={`${id}-${value}-hint`} className="text-xs text-ink-faint">
                {hint}
              </p>
            )}
          </div>
        </div>
      ))}
      <FieldError id={`${id}-error`}>{error}</FieldError>
    </fieldset>
  );
}

const EVENTS = WEBHOOK_EVENTS.map((event) => ({ value: event, label: event, hint: EVENT_MEANINGS[event] }));

export function EventChoice(props: Omit<ChoiceListProps<WebhookEvent>, "label" | "options">) {
  return <ChoiceList label="Told of" options={EVENTS} {...props} />;
}
