import type { JsonSchema } from "./schema-json.ts";

/** The components of the document as TypeScript, each a type of its name. Times are text. */
export function typescriptTypes(schemas: Record<string, JsonSchema>): string {
  const head =
    "/** What the REST API answers; made of its OpenAPI document by server/rest/typescript-types.test.ts. */";
  const types = Object.entries(schemas)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, schema]) => `${docOf(schema, "")}${declared(name, schema)}`);
  return `${[head, ...types].join("\n\n")}\n`;
}

function declared(name: string, schema: JsonSchema): string {
  if (schema.properties) return `export interface ${name} ${typeOf(schema, "")}`;
  return `export type ${name} = ${typeOf(schema, "")};`;
}

function typeOf(schema: JsonSchema, indent: string): string {
  if (schema.$ref) return schema.$ref.slice(schema.$ref.lastIndexOf("/") + 1);
  if ("const" in schema) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) return schema.enum.map((one) => JSON.stringify(one)).join(" | ");
  const choices = schema.anyOf ?? (schema.oneOf as JsonSchema[] | undefined) ?? schema.allOf;
  if (Array.isArray(choices)) return choices.map((one) => typeOf(one, indent)).join(" | ");
  if (Array.isArray(schema.type)) {
    return (schema.type as string[]).map((type) => typeOf({ ...schema, type }, indent)).join(" | ");
  }
  if (schema.type === "array") return arrayOf(schema.items ?? {}, indent);
  if (schema.type === "object") return objectOf(schema, indent);
  if (schema.type === "integer") return "number";
  return schema.type ?? "unknown";
}

function arrayOf(items: JsonSchema, indent: string): string {
  const isUnion = items.anyOf ?? items.oneOf ?? items.enum ?? Array.isArray(items.type);
  return isUnion ? `(${typeOf(items, indent)})[]` : `${typeOf(items, indent)}[]`;
}

function objectOf({ properties, required = [], additionalProperties }: JsonSchema, indent: string): string {
  if (!properties) return `Record<string, ${typeOf((additionalProperties as JsonSchema) || {}, indent)}>`;
  const inner = `${indent}  `;
  const fields = Object.entries(properties).map(([name, schema]) => {
    const key = /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name);
    return `${docOf(schema, inner)}${inner}${key}${required.includes(name) ? "" : "?"}: ${typeOf(schema, inner)};`;
  });
  return `{\n${fields.join("\n")}\n${indent}}`;
}

function docOf({ description }: JsonSchema, indent: string): string {
  return description ? `${indent}/** ${description.replaceAll("*/", "* /")} */\n` : "";
}
