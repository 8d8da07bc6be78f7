import type { Command } from "commander";
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
      const found = await complete(program, words, () => namesOfServices(tools));
      program.configureOutput().writeOut?.(found.map((word) => `${word}\n`).join(""));
    });
}

/** What may stand for the last word. */
async function complete(
  program: Command,
  words: string[],
  services: () => Promise<string[]>,
): Promise<string[]> {
  const last = words.at(-1) ?? "";
  const command = words.slice(0, -1).reduce((found, word) => childOf(found, word) ?? found, program);
  const offered = last.startsWith("-") ? optionsOf(command) : childrenOf(command);
  const wantsService = !last.startsWith("-") && offered.length === 0 && takesService(command);
  return [...offered, ...(wantsService ? await services() : [])].filter((word) => word.startsWith(last));
}

function childOf(command: Command, word: string): Command | undefined {
  return command.commands.find((one) => one.name() === word || one.aliases().includes(word));
}

function childrenOf(command: Command): string[] {
  return command.commands.map((one) => one.name()).filter((name) => name !== "complete");
}

function optionsOf(command: Command): string[] {
  return command.options.flatMap(({ long }) => (long ? [long] : []));
}

function takesService(command: Command): boolean {
  const [first] = command.registeredArguments;
  return first?.name() === "service" || (first?.name() === "name" && command.parent?.name() === "services");
}

/** Whoever presses Tab wants no error. */
async function namesOfServices(tools: () => Tools): Promise<string[]> {
  try {
    return (await tools().client.services.list()).map(({ name }) => name);
  } catch {
    return [];
  }
}
