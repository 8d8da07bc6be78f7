import type { Program, Runtime } from "#server/domain/service-config.ts";

/** A function as it is typed. */
export interface FunctionDraft {
  name: string;
  description: string;
  /** JSON. */
  inputSchema: string;
}

/** A service's name, description and program, as they are typed. */
export interface ProgramDraft {
  name: string;
  description: string;
  runtime: Runtime;
  directory: string;
  entry: string;
  className: string;
  /** One argument a line. */
  argv: string;
  env: { name: string; value: string }[];
  functions: FunctionDraft[];
}

/** Faults by the field they are at: `name`, `directory`, `functions.0.inputSchema`, … */
export type Faults = Record<string, string>;

export const EMPTY_FUNCTION: FunctionDraft = { name: "run", description: "", inputSchema: "{}" };

export const EMPTY_DRAFT: ProgramDraft = {
  name: "",
  description: "",
  runtime: "python",
  directory: "",
  entry: "",
  className: "ServiceRunner",
  argv: "",
  env: [],
  functions: [EMPTY_FUNCTION],
};

/** What the form shows of a service that is to be duplicated; the name is left to be chosen. */
export function draftOfProgram(description: string, program: Program): ProgramDraft {
  const { runtime, directory } = program;
  return {
    ...EMPTY_DRAFT,
    description,
    runtime,
    directory,
    ...(program.runtime === "command"
      ? { argv: program.argv.join("\n") }
      : { entry: program.entry, className: program.className }),
    env: Object.entries(program.env).map(([name, value]) => ({ name, value })),
    functions: Object.entries(program.functions).map(([name, one]) => ({
      name,
      description: one.description,
      inputSchema: JSON.stringify(one.inputSchema, null, 2),
    })),
  };
}

export interface TypedService {
  name: string;
  description: string;
  program: Program;
}

/** Where a fault of the server, or of a schema, is shown; `path` begins below `program`. */
export function fieldOf(path: string[], { functions, env }: Pick<ProgramDraft, "functions" | "env">): string {
  const [head = "", key = "", leaf] = path;
  if (head === "functions" && key !== "") {
    const place = functions.findIndex(({ name }) => name.trim() === key);
    return `functions.${Math.max(place, 0)}.${leaf ?? "name"}`;
  }
  if (head === "env" && key !== "")
    return `env.${Math.max(
      env.findIndex(({ name }) => name.trim() === key),
      0,
    )}.name`;
  return head;
}

/** The field of the form that a fault of the server names; null when the form has none such. */
export function programField(field: string, draft: ProgramDraft): string | null {
  const [head = "", ...rest] = field.split(".");
  if (head === "name" || head === "description") return head;
  return head === "program" ? fieldOf(rest, draft) || null : null;
}
