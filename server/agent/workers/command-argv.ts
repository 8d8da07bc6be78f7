import type { Program } from "../../domain/service-config.ts";
import type { Assignment } from "../../protocol/runner-agent.ts";

type Command = Extract<Program, { runtime: "command" }>;

/**
 * The arguments with each `{input.key}` replaced within its argument, so that no value can become two. An argument that
 * is `{input.key...}` becomes one for each item of a list. A value that is not given is the default of the function's
 * input schema. Throws with a sentence for a person when there is none.
 */
export function commandArgv(program: Command, { functionName, input }: Assignment): string[] {
  const properties = program.functions[functionName]?.inputSchema.properties as
    | Record<string, { default?: unknown } | undefined>
    | undefined;
  const inputValue = (key: string, place: string): unknown => {
    const value = Object.hasOwn(input, key) ? input[key] : properties?.[key]?.default;
    if (value === undefined || value === null)
      throw new Error(`The input has no "${key}", which ${place} needs`);
    return value;
  };
  return program.argv.flatMap((part) => {
    const list = /^\{input\.([^{}]+)\.\.\.\}$/.exec(part)?.[1];
    if (list !== undefined) return itemsOf(inputValue(list, part), list).map((item) => asText(item, list));
    return part.replace(/\{input\.([^{}]+)\}/g, (place, key: string) => asText(inputValue(key, place), key));
  });
}

function itemsOf(value: unknown, key: string): unknown[] {
  if (Array.isArray(value)) return value;
  throw new Error(`The input "${key}" must be a list: each item becomes an argument`);
}

function asText(value: unknown, key: string): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (text.includes("\0")) throw new Error(`The input "${key}" holds a NUL, which no argument can`);
  return text;
}
