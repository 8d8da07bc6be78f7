"use client";

import Form from "@rjsf/core";
import type { ErrorSchema, RJSFSchema, RJSFValidationError } from "@rjsf/utils";
import { customizeValidator } from "@rjsf/validator-ajv8";
import Ajv2020 from "ajv/dist/2020.js";
import { useEffect, useMemo } from "react";
import type { InputFormProps } from "./input-editor.tsx";
import { faultTree, type InputObject } from "./input-text.ts";
import { TEMPLATES } from "./schema-templates.tsx";
import { WIDGETS } from "./schema-widgets.tsx";

// As the server reads schemas: unknown words are let through, and it is draft 2020-12 unless it says otherwise.
const options = { ajvOptionsOverrides: { strict: false, $data: false, validateFormats: false } };
const validators = {
  draft07: customizeValidator(options),
  draft2020: customizeValidator({ ...options, AjvClass: Ajv2020 as never }),
};

/** A form made from a JSON Schema. Loaded only when it is shown: it brings a validator along. */
export function SchemaForm(props: InputFormProps) {
  const { formId, schema, value, faults, disabled, onReady, onChange, onSubmit } = props;
  useEffect(onReady, [onReady]);
  const extraErrors = useMemo(() => faultTree(faults) as ErrorSchema, [faults]);
  const validator = String(schema.$schema).includes("draft-07") ? validators.draft07 : validators.draft2020;
  return (
    <Form
      id={formId}
      schema={rootOf(schema)}
      formData={value}
      validator={validator}
      templates={TEMPLATES}
      widgets={WIDGETS}
      extraErrors={extraErrors}
      disabled={disabled}
      showErrorList={false}
      noHtml5Validate
      focusOnFirstError
      transformErrors={wordErrors}
      // Each field says its own fault; without a listener the form writes them to the console.
      onError={() => {}}
      onChange={({ formData }) => onChange((formData ?? {}) as InputObject)}
      onSubmit={({ formData }) => onSubmit((formData ?? {}) as InputObject)}
    >
      {/* The button stands in the dialog's footer. */}
      <span hidden />
    </Form>
  );
}

/** The dialog already names the service: the schema's own title would say it twice. */
function rootOf(schema: Record<string, unknown>): RJSFSchema {
  const { title: _, description: __, ...rest } = schema;
  return { type: "object", ...rest } as RJSFSchema;
}

/** Ajv's words, made sentences. */
function wordErrors(errors: RJSFValidationError[]): RJSFValidationError[] {
  return errors.map((error) => ({ ...error, message: wordsOf(error) }));
}

function wordsOf({ name, params, message }: RJSFValidationError): string {
  switch (name) {
    case "required":
      return "Give a value.";
    case "minimum":
      return `Must be at least ${params.limit}.`;
    case "maximum":
      return `Must be at most ${params.limit}.`;
    case "exclusiveMinimum":
      return `Must be more than ${params.limit}.`;
    case "exclusiveMaximum":
      return `Must be less than ${params.limit}.`;
    case "type":
      return params.type === "integer" ? "Must be a whole number." : `Must be of type ${params.type}.`;
    case "enum":
      return `Must be one of ${(params.allowedValues as unknown[]).join(", ")}.`;
    default:
      return message ? `${message[0]?.toUpperCase()}${message.slice(1)}.` : "Not allowed.";
  }
}
