"use client";

import { RadioGroup as Radix } from "radix-ui";
import { type ReactNode, useId } from "react";
import { cn } from "./class-names.ts";
import { FieldError } from "./field.tsx";

export interface RadioGroupProps<Value extends string> {
  /** Names the group; hidden when `labelHidden`. */
  label: string;
  labelHidden?: boolean;
  value: Value;
  onValueChange: (value: Value) => void;
  options: readonly { value: Value; label: ReactNode; hint?: ReactNode; disabled?: boolean }[];
  name?: string;
  /** What is wrong with what is chosen. */
  error?: string | undefined;
  className?: string;
}

/** One choice out of a few, all seen at once, each with a word on what it means. */
export function RadioGroup<Value extends string>(props: RadioGroupProps<Value>) {
  const id = useId();
  return (
    <div className={cn("flex flex-col gap-1.5", props.className)}>
      <span id={id} className={props.labelHidden ? "sr-only" : "text-sm font-medium"}>
        {props.label}
      </span>
      <Radix.Root
        aria-labelledby={id}
        aria-describedby={props.error ? `${id}-error` : undefined}
        aria-invalid={props.error ? true : undefined}
        name={props.name}
        value={props.value}
        onValueChange={(value) => props.onValueChange(value as Value)}
        className="flex flex-col gap-1.5"
      >
        {props.options.map((option) => (
          <RadioOption key={option.value} id={`${id}-${option.value}`} {...option} />
        ))}
      </Radix.Root>
      <FieldError id={`${id}-error`}>{props.error}</FieldError>
    </div>
  );
}

interface RadioOptionProps {
  id: string;
  value: string;
  label: ReactNode;
  hint?: ReactNode;
  disabled?: boolean;
}

function RadioOption({ id, value, label, hint, disabled }: RadioOptionProps) {
  return (
    <div className="flex items-start gap-2">
      <Radix.Item
        id={id}
        value={value}
        disabled={disabled}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-full border border-line-strong bg-canvas disabled:opacity-50 data-[state=checked]:border-accent"
      >
        <Radix.Indicator className="size-2 rounded-full bg-accent" />
      </Radix.Item>
      <div>
        <label htmlFor={id}>{label}</label>
        {hint && (
          <p id={`${id}-hint`} className="text-xs text-ink-faint">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
