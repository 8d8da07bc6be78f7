"use client";

import type {
  ArrayFieldItemTemplateProps,
  ArrayFieldTemplateProps,
  BaseInputTemplateProps,
  FieldErrorProps,
  FieldTemplateProps,
  ObjectFieldTemplateProps,
  TemplatesType,
} from "@rjsf/utils";
import { ariaDescribedByIds, descriptionId, errorId, getInputProps } from "@rjsf/utils";
import { Plus, X } from "lucide-react";
import { Button, IconButton } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

function FieldTemplate(props: FieldTemplateProps) {
  const { id, label, required, displayLabel, rawDescription, children, errors, hidden, schema } = props;
  if (hidden) return <div hidden>{children}</div>;
  const isContainer = schema.type === "object" || schema.type === "array";
  const isTick = schema.type === "boolean";
  return (
    <div className="flex flex-col gap-1">
      {displayLabel && !isContainer && !isTick && (
        <div className="flex items-baseline gap-2">
          <label htmlFor={id} className="text-sm font-medium">
            {label}
          </label>
          {!required && <span className="text-xs text-ink-faint">optional</span>}
        </div>
      )}
      {children}
      {errors}
      {rawDescription && !isContainer && (
        <p id={descriptionId(id)} className="text-xs text-ink-faint">
          {rawDescription}
        </p>
      )}
    </div>
  );
}

function FieldErrorTemplate({ errors, fieldPathId }: FieldErrorProps) {
  return (
    <FieldError id={errorId(fieldPathId)}>
      {errors?.length
        ? errors.map((error) => (
            <span key={String(error)} className="block">
              {error}
            </span>
          ))
        : null}
    </FieldError>
  );
}

function ObjectFieldTemplate({ title, properties, fieldPathId, schema }: ObjectFieldTemplateProps) {
  const isRoot = fieldPathId.path.length === 0;
  const fields = <div className="flex flex-col gap-3">{properties.map((property) => property.content)}</div>;
  if (isRoot) return fields;
  return (
    <fieldset className="border-l-2 pl-3">
      <legend className="mb-2 text-sm font-medium">{title}</legend>
      {schema.description && <p className="mb-2 text-xs text-ink-faint">{schema.description}</p>}
      {fields}
    </fieldset>
  );
}

function ArrayFieldTemplate(props: ArrayFieldTemplateProps) {
  const { title, items, canAdd, onAddClick, disabled, readonly, schema } = props;
  return (
    <fieldset className="border-l-2 pl-3">
      <legend className="mb-2 text-sm font-medium">{title}</legend>
      {schema.description && <p className="mb-2 text-xs text-ink-faint">{schema.description}</p>}
      <div className="flex flex-col gap-2">{items}</div>
      {canAdd && (
        <Button size="sm" className="mt-2" disabled={disabled || readonly} onClick={onAddClick}>
          <Plus aria-hidden /> Add
        </Button>
      )}
    </fieldset>
  );
}

function ArrayFieldItemTemplate({ children, buttonsProps, disabled, readonly }: ArrayFieldItemTemplateProps) {
  return (
    <div className="flex items-start gap-1">
      <div className="grow">{children}</div>
      {buttonsProps.hasRemove && (
        <IconButton label="Remove" disabled={disabled || readonly} onClick={buttonsProps.onRemoveItem}>
          <X />
        </IconButton>
      )}
    </div>
  );
}

function BaseInputTemplate(props: BaseInputTemplateProps) {
  const { id, htmlName, value, required, readonly, disabled, autofocus, rawErrors } = props;
  const { schema, options, type, placeholder, onChange, onChangeOverride, onBlur, onFocus } = props;
  return (
    <Input
      {...getInputProps(schema, type, options)}
      id={id}
      name={htmlName ?? id}
      value={value ?? ""}
      required={required}
      readOnly={readonly}
      disabled={disabled}
      autoFocus={autofocus}
      placeholder={placeholder}
      autoComplete="off"
      aria-invalid={rawErrors?.length ? true : undefined}
      aria-describedby={ariaDescribedByIds(id)}
      onChange={
        onChangeOverride ??
        ((event) => onChange(event.target.value === "" ? options.emptyValue : event.target.value))
      }
      onBlur={(event) => onBlur(id, event.target.value)}
      onFocus={(event) => onFocus(id, event.target.value)}
    />
  );
}

/** Our look for the layout of a schema's form. */
export const TEMPLATES: Partial<TemplatesType> = {
  FieldTemplate,
  FieldErrorTemplate,
  ObjectFieldTemplate,
  ArrayFieldTemplate,
  ArrayFieldItemTemplate,
  BaseInputTemplate,
};
