import { z } from "zod";

/** As much of JSON Schema as the document and the reading of queries look at. */
export interface JsonSchema {
  [key: string]: unknown;
  type?: string;
  format?: string;
  description?: string;
  anyOf?: JsonSchema[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  $ref?: string;
}

/** What a caller may give for it. */
export function inputSchema(schema: z.ZodType): JsonSchema {
  return withoutDraft(z.toJSONSchema(schema, { io: "input", unrepresentable: "any", override: sayTimes }));
}

/** Components of what is answered, by name; where one holds another it refers to it. */
export function outputComponents(named: Record<string, z.ZodType>): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, {
    io: "output",
    unrepresentable: "any",
    uri: (id) => `#/components/schemas/${id}`,
    override: (context) => {
      sayTimes(context);
      // An answer may get another field: whoever reads it must not mind.
      if (context.jsonSchema.additionalProperties === false) delete context.jsonSchema.additionalProperties;
    },
  });
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, withoutDraft(schema)]));
}

type Override = NonNullable<NonNullable<Parameters<typeof z.toJSONSchema>[1]>["override"]>;

const sayTimes: Override = ({ zodSchema, jsonSchema }) => {
  if (zodSchema._zod.def.type !== "date") return;
  jsonSchema.type = "string";
  jsonSchema.format = "date-time";
};

function withoutDraft(schema: object): JsonSchema {
  const { $schema: _, $id: __, ...rest } = schema as JsonSchema;
  return rest;
}
