/** As much of a JSON Schema as the reference tells. */
export interface SchemaView {
  type?: string | undefined;
  format?: string | undefined;
  description?: string | undefined;
  default?: unknown;
  enum?: unknown;
  const?: unknown;
  minimum?: unknown;
  maximum?: unknown;
  minLength?: unknown;
  maxLength?: unknown;
  items?: SchemaView | undefined;
  anyOf?: SchemaView[] | undefined;
  oneOf?: unknown;
  properties?: Record<string, SchemaView> | undefined;
  required?: string[] | undefined;
  $ref?: string | undefined;
}

export interface FieldRow {
  /** Dotted path. */
  name: string;
  type: string;
  required: boolean;
  /** The component that it is one of, or a list of; null for plain values. */
  refersTo: string | null;
  description: string;
}

/** The fields of an object, those of objects within it too. */
export function fieldRows(schema: SchemaView, prefix = ""): FieldRow[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const path = `${prefix}${name}`;
    const row = {
      name: path,
      type: typeWords(field),
      required: schema.required?.includes(name) === true && field.default === undefined,
      refersTo: referenceOf(field),
      description: descriptionOf(field),
    };
    return [row, ...fieldRows(field, `${path}.`)];
  });
}

/** What may stand there, in a few words. */
export function typeWords(schema: SchemaView): string {
  const { type, format, items, anyOf, oneOf, minimum, maximum } = schema;
  if (schema.$ref) return componentName(schema.$ref);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) return schema.enum.map(String).join(" | ");
  if (anyOf) return anyOf.map(typeWords).join(" or ");
  if (Array.isArray(oneOf)) return "object";
  if (type === "array") return `list of ${typeWords(items ?? {})}`;
  if (type === undefined) return "any JSON";
  if (type !== "integer" && type !== "number") return format ?? type;
  const name = type === "integer" ? "whole number" : "number";
  const bounds = [bound("from", minimum), bound("to", maximum)].filter(Boolean).join(" ");
  return bounds ? `${name} ${bounds}` : name;
}

/** The largest whole numbers there are bound nothing that a person would give. */
function bound(word: string, value: unknown): string | null {
  return typeof value === "number" && Math.abs(value) < Number.MAX_SAFE_INTEGER ? `${word} ${value}` : null;
}

function referenceOf({ $ref, items, anyOf }: SchemaView): string | null {
  const found = $ref ?? items?.$ref ?? anyOf?.find((choice) => choice.$ref)?.$ref;
  return found ? componentName(found) : null;
}

function descriptionOf(schema: SchemaView): string {
  const said = schema.default === undefined ? null : `${JSON.stringify(schema.default)} when left out.`;
  return [schema.description, said].filter(Boolean).join(" ");
}

export function componentName(reference: string): string {
  return reference.split("/").at(-1) ?? reference;
}
