import * as z from "zod";
import { isolationFault, placementFaults, policyFaults } from "./config-faults.ts";
import { PlacementSchema, PolicySchema } from "./policy.ts";

export const RUNTIMES = ["python", "node", "command"] as const;
export type Runtime = (typeof RUNTIMES)[number];

const NAME = "must be 1 to 63 lower-case letters, digits and hyphens, and start with a letter";
export const ServiceNameSchema = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, `name ${NAME}`);

const FunctionName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,62}$/, "a function name is an identifier");

export const FunctionSchema = z.strictObject({
  description: z.string().max(2_000).default(""),
  /** JSON Schema (draft 2020-12 or 07) of the input object; `{}` takes any object. */
  inputSchema: z.record(z.string(), z.unknown()).default({}),
});

const common = {
  /** Absolute folder that `entry` and the working directory are in. */
  directory: z.string().min(1),
  env: z.record(z.string(), z.string()).default({}),
  functions: z
    .record(FunctionName, FunctionSchema)
    .refine((functions) => Object.keys(functions).length > 0, "functions must name at least one function"),
};

/** What is run. `entry` is a file relative to `directory`; `argv` may hold `{input.key}`, replaced as one argument, and `{input.key...}`, a list as one each. */
export const ProgramSchema = z.discriminatedUnion("runtime", [
  z.strictObject({
    runtime: z.literal("python"),
    entry: z.string().min(1),
    className: z.string().min(1).default("ServiceRunner"),
    ...common,
  }),
  z.strictObject({
    runtime: z.literal("node"),
    entry: z.string().min(1),
    className: z.string().min(1).default("ServiceRunner"),
    ...common,
  }),
  z.strictObject({ runtime: z.literal("command"), argv: z.array(z.string()).min(1), ...common }),
]);
export type Program = z.output<typeof ProgramSchema>;

/** One immutable version of a service's configuration: the content of a revision. */
export const ServiceConfigSchema = z
  .strictObject({
    description: z.string().max(2_000).default(""),
    program: ProgramSchema,
    policy: PolicySchema.prefault({}),
    placement: PlacementSchema.prefault({}),
  })
  .superRefine(({ program, policy, placement }, context) => {
    const message = isolationFault(program.runtime, placement.isolation);
    if (message) context.addIssue({ code: "custom", path: ["placement", "isolation"], message });
    for (const fault of policyFaults(policy, placement.isolation)) {
      context.addIssue({ code: "custom", path: ["policy", fault.field], message: fault.message });
    }
    for (const fault of placementFaults(placement)) {
      context.addIssue({ code: "custom", path: ["placement", fault.field], message: fault.message });
    }
  });
export type ServiceConfig = z.output<typeof ServiceConfigSchema>;
