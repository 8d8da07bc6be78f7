"use client";

import type { RegistryWidgetsType, WidgetProps } from "@rjsf/utils";
import { ariaDescribedByIds, enumOptionsIndexForValue, enumOptionsValueForIndex } from "@rjsf/utils";
import { Checkbox, Textarea } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";

function SelectWidget({
  id,
  htmlName,
  options,
  value,
  required,
  disabled,
  readonly,
  onChange,
  rawErrors,
}: WidgetProps) {
  const { enumOptions = [], emptyValue } = options;
  const index = enumOptionsIndexForValue(value, enumOptions);
  return (
    <Select
      id={id}
      name={htmlName ?? id}
      value={index === undefined ? "" : String(index)}
      none={required && value !== undefined ? undefined : "–"}
      disabled={disabled || readonly}
      aria-invalid={rawErrors?.length ? true : undefined}
      aria-describedby={ariaDescribedByIds(id)}
      options={enumOptions.map((option, position) => ({ value: String(position), label: option.label }))}
      onChange={(event) => onChange(enumOptionsValueForIndex(event.target.value, enumOptions, emptyValue))}
    />
  );
}

function CheckboxWidget({
  id,
  htmlName,
  value,
  disabled,
  readonly,
  label,
  hideLabel,
  onChange,
  rawErrors,
}: WidgetProps) {
  return (
    <div className="flex items-center gap-2">
      <Checkbox
        id={id}
        name={htmlName ?? id}
        checked={value === true}
        disabled={disabled || readonly}
        aria-invalid={rawErrors?.length ? true : undefined}
        aria-describedby={ariaDescribedByIds(id)}
        onChange={(event) => onChange(event.target.checked)}
      />
      {!hideLabel && (
        <label htmlFor={id} className="text-sm font-medium">
          {label}
        </label>
      )}
    </div>
  );
}

function TextareaWidget({
  id,
  htmlName,
  value,
  options,
  disabled,
  readonly,
  onChange,
  rawErrors,
}: WidgetProps) {
  return (
    <Textarea
      id={id}
      name={htmlName ?? id}
      value={value ?? ""}
      disabled={disabled}
      readOnly={readonly}
      aria-invalid={rawErrors?.length ? true : undefined}
      aria-describedby={ariaDescribedByIds(id)}
      onChange={(event) => onChange(event.target.value === "" ? options.emptyValue : event.target.value)}
    />
  );
}

/** Our look for the controls of a schema's form; the rest is drawn by the templates. */
export const WIDGETS: RegistryWidgetsType = { SelectWidget, CheckboxWidget, TextareaWidget };
