import type { Program } from "../../domain/service-config.ts";
import type { Assignment } from "../../protocol/runner-agent.ts";

type Command = Extract<Program, { runtime: "command" }>;

/**
 * The arguments with each `{input.key}` replaced within its argument, so that no value can become two. A value that
 * is not given is the default of the function's input schema. Throws with a sentence for a person when there is none.
 */
export function commandArgv(program: Command, { functionName, input }: Assignment): string[] {
  const properties = program.functions[functionName]?.inputSchema.properties as
    | Record<string, { default?: unknown } | undefined>
    | undefined;
  return program.argv.map((part) =>
    part.replace(/\{input\.([^{}]+)\}/g, (place, key: string) => {
      const value = Object.hasOwn(input, key) ? input[key] : properties?.[key]?.default;
      if (value === undefined || value === null)
        throw new Error(`The input has no "${key}", which ${place} needs`);
      const text = typeof value === "string" ? value : JSON.stringify(value);
      if (text.includes("\0")) throw new Error(`The input "${key}" holds a NUL, which no argument can`);
      return text;
    }),
  );
}
