import { Ajv, type ErrorObject, type Options, type ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { isStorable } from "#db/storable-json.ts";
import { type FieldFault, InvalidInput } from "#server/errors.ts";

export type JsonSchema = Record<string, unknown>;

/** The most that an input may be, in bytes of JSON. */
export const MAX_INPUT_BYTES = 1_048_576;
const MOST_FAULTS = 20;

const OPTIONS: Options = {
  strict: false,
  allErrors: true,
  useDefaults: true,
  validateFormats: false,
  logger: false,
  verbose: true,
};
const engines = { "2020": new Ajv2020(OPTIONS), "7": new Ajv(OPTIONS) };
const compiled = new Map<string, ValidateFunction>();
const MOST_COMPILED = 1_000;

/**
 * The input with the schema's defaults filled in. Throws InvalidInput that names each field, what is wrong with it
 * and what is allowed.
 */
export function checkInput(schema: JsonSchema, input: Record<string, unknown>): Record<string, unknown> {
  const json = JSON.stringify(input);
  const bytes = Buffer.byteLength(json);
  if (bytes > MAX_INPUT_BYTES) {
    throw new InvalidInput([
      { field: "input", message: `is ${bytes} bytes of JSON; at most ${MAX_INPUT_BYTES} are allowed` },
    ]);
  }
  const unstorable = unstorableField(input, "input");
  if (unstorable) {
    const message = "holds a NUL character or half of a surrogate pair; text must be without";
    throw new InvalidInput([{ field: unstorable, message }]);
  }
  const whole: Record<string, unknown> = JSON.parse(json);
  const validate = compile(schema);
  if (!validate(whole)) throw new InvalidInput((validate.errors ?? []).slice(0, MOST_FAULTS).map(toFault));
  return whole;
}

/** What is wrong with a schema itself, for a person; null when it is one. */
export function schemaFault(schema: JsonSchema): string | null {
  try {
    compile(schema);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function compile(schema: JsonSchema): ValidateFunction {
  const key = JSON.stringify(schema);
  let validate = compiled.get(key);
  if (!validate) {
    // An `$id` may stand in several revisions, and an engine takes each once.
    const { $id: _, $schema, ...anonymous } = schema;
    const old = typeof $schema === "string" && $schema.includes("draft-07");
    validate = engines[old ? "7" : "2020"].compile({ type: "object", ...anonymous });
    if (compiled.size >= MOST_COMPILED) compiled.clear();
    compiled.set(key, validate);
  }
  return validate;
}

function unstorableField(value: unknown, path: string): string | null {
  if (typeof value === "string") return isStorable(value) ? null : path;
  if (typeof value !== "object" || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    if (!isStorable(key)) return path;
    const found = unstorableField(inner, `${path}.${key}`);
    if (found) return found;
  }
  return null;
}

function toFault(error: ErrorObject): FieldFault {
  const path = error.instancePath.slice(1).replaceAll("~1", "/").replaceAll("~0", "~").split("/");
  const field = (...more: string[]) => ["input", ...path, ...more].filter((part) => part !== "").join(".");
  const { params } = error;
  switch (error.keyword) {
    case "required":
      return { field: field(params.missingProperty), message: "is required" };
    case "additionalProperties":
    case "unevaluatedProperties":
      return {
        field: field(params.additionalProperty ?? params.unevaluatedProperty),
        message: `is not known; allowed are ${allowedNames(error)}`,
      };
    case "enum":
      return {
        field: field(),
        message: `must be one of ${params.allowedValues.map(JSON.stringify).join(", ")}`,
      };
    case "const":
      return { field: field(), message: `must be ${JSON.stringify(params.allowedValue)}` };
    default:
      return { field: field(), message: error.message ?? "is not valid" };
  }
}

function allowedNames(error: ErrorObject): string {
  const names = Object.keys((error.parentSchema?.properties as object | undefined) ?? {}).sort();
  return names.length > 0 ? names.join(", ") : "the names that its schema gives";
}
