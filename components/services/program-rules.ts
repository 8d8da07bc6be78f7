import { ProgramSchema, ServiceNameSchema } from "#server/domain/service-config.ts";
import {
  type Faults,
  type FunctionDraft,
  fieldOf,
  type ProgramDraft,
  type TypedService,
} from "./program-draft.ts";

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

const EMPTY_WORDS: Record<string, string> = {
  directory: "Say the absolute folder that the program is in",
  entry: "Say the file that holds the class, relative to the folder",
  className: "Say the name of the class",
  argv: "Say the command: the program, then one argument a line",
};

function wordsFor(field: string, message: string): string {
  return /^Too small|expected/i.test(message) ? (EMPTY_WORDS[field] ?? message) : message;
}
