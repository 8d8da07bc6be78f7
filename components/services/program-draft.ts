import {
  type Program,
  ProgramSchema,
  RUNTIMES,
  type Runtime,
  ServiceNameSchema,
} from "#server/domain/service-config.ts";

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
  runtime: RUNTIMES[0],
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

/** What a draft means, checked by the domain's own rules; or what is wrong with it, by field. */
export function readDraft(draft: ProgramDraft): { service: TypedService } | { faults: Faults } {
  const faults: Faults = { ...namesFaults(draft) };
  const name = ServiceNameSchema.safeParse(draft.name.trim());
  if (!name.success) faults.name = name.error.issues[0]?.message ?? "wrong";
  const functions = readFunctions(draft.functions, faults);
  const program = ProgramSchema.safeParse(programOf(draft, functions));
  for (const { path, message } of program.error?.issues ?? []) {
    const field = fieldOf(path.map(String), draft);
    faults[field] ??= wordsFor(field, message);
  }
  if (!program.success || !name.success || Object.keys(faults).length > 0) return { faults };
  return { service: { name: name.data, description: draft.description.trim(), program: program.data } };
}

function programOf(draft: ProgramDraft, functions: Record<string, unknown>) {
  const { runtime, directory, entry, className, argv, env } = draft;
  const own =
    runtime === "command"
      ? { argv: argv.split("\n").filter((line) => line !== "") }
      : { entry: entry.trim(), className: className.trim() };
  const variables = Object.fromEntries(env.map((one) => [one.name.trim(), one.value]));
  return { runtime, directory: directory.trim(), ...own, env: variables, functions };
}

function readFunctions(drafts: FunctionDraft[], faults: Faults): Record<string, unknown> {
  return Object.fromEntries(
    drafts.map(({ name, description, inputSchema }, place) => {
      const parsed = parseSchema(inputSchema);
      if (parsed === null)
        faults[`functions.${place}.inputSchema`] = "An input schema is a JSON object; {} takes any input";
      return [name.trim(), { description: description.trim(), inputSchema: parsed ?? {} }];
    }),
  );
}

function parseSchema(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text.trim() || "{}");
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/** Names that an object would swallow: given twice, or not at all. */
function namesFaults({ env, functions }: ProgramDraft): Faults {
  const faults: Faults = {};
  for (const [kind, list] of [
    ["env", env],
    ["functions", functions],
  ] as const) {
    const names = list.map(({ name }) => name.trim());
    names.forEach((name, place) => {
      if (name === "") faults[`${kind}.${place}.name`] = "It needs a name";
      else if (names.indexOf(name) < place) faults[`${kind}.${place}.name`] = `${name} is there already`;
    });
  }
  return faults;
}

/** Where a fault of the server, or of a schema, is shown; `path` begins below `program`. */
function fieldOf(path: string[], { functions, env }: Pick<ProgramDraft, "functions" | "env">): string {
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

const EMPTY_WORDS: Record<string, string> = {
  directory: "Say the absolute folder that the program is in",
  entry: "Say the file that holds the class, relative to the folder",
  className: "Say the name of the class",
  argv: "Say the command: the program, then one argument a line",
};

function wordsFor(field: string, message: string): string {
  return /^Too small|expected/i.test(message) ? (EMPTY_WORDS[field] ?? message) : message;
}
