import type { z } from "zod";
import { isStorable } from "#db/storable-json.ts";
import { type ServiceConfig, ServiceConfigSchema } from "#server/domain/service-config.ts";
import { type FieldFault, InvalidInput } from "#server/errors.ts";
import { schemaFault } from "#server/executions/check-input.ts";

/** A whole configuration with its defaults. Throws InvalidInput that names every fault. */
export function checkConfig(config: unknown): ServiceConfig {
  const parsed = ServiceConfigSchema.safeParse(config);
  if (!parsed.success) throw new InvalidInput(parsed.error.issues.flatMap(toFaults));
  const faults = Object.entries(parsed.data.program.functions).flatMap(([name, { inputSchema }]) => {
    const fault = schemaFault(inputSchema);
    const field = `program.functions.${name}.inputSchema`;
    return fault ? [{ field, message: `must be a JSON Schema: ${fault}` }] : [];
  });
  if (!isStorable(JSON.stringify(parsed.data).replaceAll("\\u0000", "\0"))) {
    faults.push({ field: "", message: "text must be without NUL characters" });
  }
  if (faults.length > 0) throw new InvalidInput(faults);
  return parsed.data;
}

function toFaults(issue: z.core.$ZodIssue): FieldFault[] {
  const path = issue.path.map(String);
  if (issue.code !== "unrecognized_keys") return [{ field: path.join("."), message: issue.message }];
  return issue.keys.map((key) => ({ field: [...path, key].join("."), message: "is not a known field" }));
}
