import type { Command, Option } from "commander";
import type { CurfewClient } from "../client/client.ts";
import type { Tools } from "./execution-commands.ts";
import { UsageFault } from "./input.ts";

/** Each asks `curfew complete` with the words typed so far, the one at the cursor last. */
const SCRIPTS: Record<string, string> = {
  bash: `_curfew() {
  local IFS=$'\\n'
  COMPREPLY=($(curfew complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _curfew curfew
`,
  zsh: `#compdef curfew
_curfew() {
  local -a found
  found=("\${(@f)$(curfew complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  compadd -a found
}
compdef _curfew curfew
`,
  fish: `function __curfew_complete
  set -l words (commandline -opc)
  curfew complete -- $words[2..-1] (commandline -ct) 2>/dev/null
end
complete -c curfew -f -a '(__curfew_complete)'
`,
};

export function addCompletionCommands(program: Command, tools: () => Tools): void {
  const shells = Object.keys(SCRIPTS).join("|");
  program
    .command("completion <shell>")
    .description(`print the completion for ${shells}, e.g. source <(curfew completion bash)`)
    .action((shell: string) => {
      const script = SCRIPTS[shell];
      if (!script) throw new UsageFault(`There is completion for ${shells}, not for "${shell}"`);
      program.configureOutput().writeOut?.(script);
    });
  program
    .command("complete [words...]", { hidden: true })
    .allowUnknownOption()
    .action(async (words: string[]) => {
      const found = await complete(program, words, tools);
      program.configureOutput().writeOut?.(found.map((word) => `${word}\n`).join(""));
    });
}

/** What may stand for the last word. */
async function complete(program: Command, words: string[], tools: () => Tools): Promise<string[]> {
  const last = words.at(-1) ?? "";
  const before = words.slice(0, -1);
  const command = before.reduce((found, word) => childOf(found, word) ?? found, program);
  const option = optionBefore(command, before);
  const offered = last.startsWith("-")
    ? optionsOf(command)
    : option
      ? await valuesOf(option.long ?? "", tools)
      : await wordsOf(command, tools);
  return offered.filter((word) => word.startsWith(last));
}

function childOf(command: Command, word: string): Command | undefined {
  return command.commands.find((one) => one.name() === word || one.aliases().includes(word));
}

/** The option whose value the last word is: the one before it, or one before that takes several. */
function optionBefore(command: Command, before: string[]): Option | undefined {
  const place = before.findLastIndex((word) => word.startsWith("-"));
  const found = optionsFor(command).find(({ short, long }) => [short, long].includes(before[place]));
  const takes = found && (found.required || found.optional);
  return takes && (place === before.length - 1 || found.variadic) ? found : undefined;
}

function optionsFor(command: Command): readonly Option[] {
  return [...command.options, ...(command.parent ? optionsFor(command.parent) : [])];
}

function optionsOf(command: Command): string[] {
  return command.options.flatMap(({ long }) => (long ? [long] : []));
}

async function wordsOf(command: Command, tools: () => Tools): Promise<string[]> {
  const children = command.commands.map((one) => one.name()).filter((name) => name !== "complete");
  const [first] = command.registeredArguments;
  if (children.length > 0 || !first) return children;
  return await valuesOf(`${command.parent?.name()} <${first.name()}>`, tools);
}

const STATUSES = ["created", "in-progress", "stopping", "success", "failed", "terminated"];
const RECENT = 20;

type Values = (client: CurfewClient) => Promise<string[]>;

const services: Values = async (client) => (await client.services.list()).map(({ name }) => name);
const executions: Values = async (client) =>
  (await client.executions.list({ limit: RECENT })).rows.map(({ id }) => id);
const bulks: Values = async (client) => (await client.bulks.list()).map(({ id }) => id);

/** By long option, or by the command's group and its first argument. */
const VALUES: Record<string, Values> = {
  "--status": async () => STATUSES,
  "--service": services,
  "--id": executions,
  "--parent": executions,
  "executions <service>": services,
  "services <name>": services,
  "executions <id>": executions,
  "bulk <id>": bulks,
  "token <key>": async (client) => (await client.apiKeys.list()).map(({ name }) => name),
};

/** Whoever presses Tab wants no error. */
async function valuesOf(kind: string, tools: () => Tools): Promise<string[]> {
  try {
    return (await VALUES[kind]?.(tools().client)) ?? [];
  } catch {
    return [];
  }
}
