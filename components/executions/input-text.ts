export type InputObject = Record<string, unknown>;

/** An execution's input as JSON; one that reads well. */
export function printInput(input: InputObject): string {
  return JSON.stringify(input, null, 2);
}

/** Reads an input. The fault says where the text goes wrong. */
export function parseInput(text: string): { input: InputObject } | { fault: string } {
  if (text.trim() === "") return { input: {} };
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      return { input: value as InputObject };
    return { fault: "The input must be a JSON object, for instance {}." };
  } catch (error) {
    return { fault: `This is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** One fault of one field, as the server names it. */
export interface InputFault {
  field: string;
  message: string;
}

/** The field's path inside the input: faults of `input.epochs` and `epochs` are both about `epochs`. */
export function inputPath(field: string): string[] {
  const parts = field.split(".").filter(Boolean);
  return parts[0] === "input" ? parts.slice(1) : parts;
}

/** Faults as rjsf takes them: a tree with `__errors` at each field. */
export interface FaultTree {
  __errors?: string[];
  [field: string]: FaultTree | string[] | undefined;
}

/** Puts each fault at its field. */
export function faultTree(faults: readonly InputFault[]): FaultTree {
  const root: FaultTree = {};
  for (const { field, message } of faults) {
    let node = root;
    for (const part of inputPath(field)) {
      const next = (node[part] ?? {}) as FaultTree;
      node[part] = next;
      node = next;
    }
    node.__errors = [...(node.__errors ?? []), message];
  }
  return root;
}

/** True when a schema names fields, so that a form has something to show. */
export function hasFields(schema: Record<string, unknown>): boolean {
  const { properties } = schema;
  return typeof properties === "object" && properties !== null && Object.keys(properties).length > 0;
}

/** The function to offer first: `run`, else one that takes input, else the first. Their order says nothing. */
export function firstFunction(functions: Record<string, { inputSchema: Record<string, unknown> }>): string {
  if (Object.hasOwn(functions, "run")) return "run";
  const names = Object.keys(functions);
  return names.find((name) => hasFields(functions[name]?.inputSchema ?? {})) ?? names[0] ?? "";
}
