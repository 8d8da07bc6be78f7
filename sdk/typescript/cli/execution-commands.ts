import type { Command } from "commander";
import type { CurfewClient } from "../client/client.ts";
import type { LogLine } from "../client/types.ts";
import { labelWords } from "./execution-words.ts";
import {
  type InputOptions,
  readInput,
  readLabelChange,
  readLabels,
  UsageFault,
  wholeNumber,
} from "./input.ts";
import { type LogOptions, searchLogs } from "./log-search.ts";
import { printLine } from "./print-line.ts";
import { addReadingCommands } from "./reading-commands.ts";
import { addSamples } from "./sample-commands.ts";
import { addStopControls } from "./stop-commands.ts";
import { show, type Terminal } from "./terminal.ts";
import { addTerminateCommand } from "./terminate-command.ts";
import { sayAway, waitFor, waitForAll } from "./wait.ts";

/** What a command needs; made when one runs, since options come first. */
export interface Tools {
  /** Reading it throws NoKey where there is no key. */
  readonly client: CurfewClient;
  /** For what needs none. */
  withoutKey(): CurfewClient;
  terminal: Terminal;
  /** Sets what the program ends with. */
  exit(code: number): void;
  /** Calls `heard` at each Ctrl-C instead of ending; the returned function undoes it. */
  onInterrupt(heard: () => void): () => void;
}

const JSON_INPUT = ["-i, --input <json>", "the input as a JSON object"] as const;
const FILE_INPUT = ["--input-file <file>", "the input from a file, - for stdin"] as const;
const KEY = ["-k, --key <text>", "asked again with the same key, it is the same execution"] as const;
const PAIR_INPUT = ["-s, --set <key=value...>", "single fields of the input"] as const;

export function addExecutionCommands(program: Command, tools: () => Tools): void {
  const executions = program.command("executions").description("start, follow and stop executions");
  addStart(executions, tools);
  addReadingCommands(executions, tools);
  addSamples(executions, tools);
  addLabelling(executions, tools);
  addTerminateCommand(executions, tools);
  addRerun(executions, tools);
  addStopControls(executions, tools);
  addFollowing(executions, tools);
}

type StartOptions = InputOptions & {
  function?: string;
  priority?: string;
  key?: string;
  label?: string[];
  /** False: none. */
  parent?: string | false;
  wait?: boolean;
  timeout?: string;
};

function addStart(executions: Command, tools: () => Tools): void {
  executions
    .command("start <service>")
    .description("start an execution; prints its id")
    .option("--function <name>", "needed when the service has several")
    .option(...JSON_INPUT)
    .option(...FILE_INPUT)
    .option(...PAIR_INPUT)
    .option("--priority <number>", "higher ones start first; -1000 to 1000")
    .option(...KEY)
    .option("-l, --label <key=value...>", "what to find it by")
    .option("--parent <id>", "the execution to show it under; inside an execution that one")
    .option("--no-parent", "under none, also inside an execution")
    .option("--wait", "until it has ended; the exit code says how")
    .option("-t, --timeout <seconds>", "with --wait: how long at most")
    .action(async (service: string, options: StartOptions) => {
      const { client, terminal, exit } = tools();
      if (options.timeout !== undefined && !options.wait) throw new UsageFault("--timeout goes with --wait");
      const input = readInput(options);
      const started = await client.executions.start({
        service,
        ...(options.function ? { functionName: options.function } : {}),
        ...(input ? { input } : {}),
        ...(options.priority ? { priority: wholeNumber("--priority", options.priority) } : {}),
        ...(options.key ? { idempotencyKey: options.key } : {}),
        ...parentOf(options),
        ...(options.label ? { labels: readLabels(options.label) } : {}),
      });
      if (options.wait) {
        terminal.note(started.id);
        exit(await waitFor(client, started.id, options.timeout, terminal));
      } else show(terminal, started, ({ id }) => id);
    });
}

/** Without a word about it, the client says whose code this is. */
function parentOf({ parent }: StartOptions): { parentId?: string | null } {
  if (parent === false) return { parentId: null };
  return typeof parent === "string" ? { parentId: parent } : {};
}

function addLabelling(executions: Command, tools: () => Tools): void {
  executions
    .command("label <id> <change...>")
    .description("set labels (team=vision) and remove them (team-)")
    .action(async (id: string, words: string[]) => {
      const { client, terminal } = tools();
      const labelled = await client.executions.label(id, readLabelChange(words));
      show(terminal, labelled, ({ labels }) => labelWords(labels) ?? "no labels");
    });
}

function addRerun(executions: Command, tools: () => Tools): void {
  executions
    .command("rerun <id>")
    .description("start an ended one again, as a new execution; prints its id")
    .option(...JSON_INPUT)
    .option(...FILE_INPUT)
    .option(...PAIR_INPUT)
    .option(...KEY)
    .action(async (id: string, options: InputOptions & { key?: string }) => {
      const { client, terminal } = tools();
      const started = await client.executions.rerun(id, readInput(options), options.key);
      show(terminal, started, (rerun) => rerun.id);
    });
}

function addFollowing(executions: Command, tools: () => Tools): void {
  executions
    .command("logs <id>")
    .description("what it wrote")
    .option("-f, --follow", "until it has ended, over all attempts to come")
    .option("--attempt <number>", "only of this one; the newest when left out")
    .option("--search <text>", "only lines that contain this text, whatever its case")
    .option("--level <level...>", "only lines of these levels: trace, debug, info, warn, error, fatal")
    .action(async (id: string, options: LogOptions) => {
      const { client, terminal } = tools();
      if (options.search || options.level) return await searchLogs(client, terminal, id, options);
      const chosen =
        options.attempt === undefined ? {} : { attempt: wholeNumber("--attempt", options.attempt) };
      let shown = 0;
      const onLine = (line: LogLine, attempt: number) => {
        if (shown !== 0 && shown !== attempt) terminal.note(`[curfew] attempt ${attempt}`);
        shown = attempt;
        printLine(terminal, line, attempt);
      };
      if (options.follow)
        await client.executions.followLogs(id, { ...chosen, onLine, onAway: sayAway(terminal) });
      else await client.executions.readLogs(id, { ...chosen, onLine });
    });
  executions
    .command("wait <id...>")
    .description(
      "until they have ended; exit code 0 success, 4 failed, 5 terminated, 6 not ended in time. Ctrl-C leaves them alone",
    )
    .option("-t, --timeout <seconds>", "how long at most")
    .action(async (ids: string[], { timeout }: { timeout?: string }) => {
      const { client, terminal, exit } = tools();
      const [id] = ids as [string];
      const one = ids.length === 1;
      exit(await (one ? waitFor(client, id, timeout, terminal) : waitForAll(client, ids, timeout, terminal)));
    });
}
