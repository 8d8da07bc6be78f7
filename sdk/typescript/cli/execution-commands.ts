import type { Command } from "commander";
import type { CurfewClient } from "../client/client.ts";
import type { ListExecutions, TerminateExecution } from "../client/executions.ts";
import type { LogLine, Terminated } from "../client/types.ts";
import { autopsyFacts } from "./autopsy-words.ts";
import { executionFacts, executionTable, labelWords } from "./execution-words.ts";
import {
  type InputOptions,
  readInput,
  readLabelChange,
  readLabels,
  stopModeOption,
  wholeNumber,
} from "./input.ts";
import { samplesTable } from "./sample-words.ts";
import { addStopControls } from "./stop-commands.ts";
import { show, type Terminal } from "./terminal.ts";
import { sayAway, waitFor, waitForAll } from "./wait.ts";

/** What a command needs; made when one runs, since options come first. */
export interface Tools {
  client: CurfewClient;
  terminal: Terminal;
  /** Sets what the program ends with. */
  exit(code: number): void;
  /** Calls `heard` at each Ctrl-C instead of ending; the returned function undoes it. */
  onInterrupt(heard: () => void): () => void;
}

const JSON_INPUT = ["--input <json>", "the input as a JSON object"] as const;
const FILE_INPUT = ["--input-file <file>", "the input from a file, - for stdin"] as const;
const KEY = ["--key <text>", "asked again with the same key, it is the same execution"] as const;
const PAIR_INPUT = ["--set <key=value...>", "single fields of the input"] as const;

export function addExecutionCommands(program: Command, tools: () => Tools): void {
  const executions = program.command("executions").description("start, follow and stop executions");
  addStart(executions, tools);
  addReading(executions, tools);
  addSamples(executions, tools);
  addLabelling(executions, tools);
  addStopping(executions, tools);
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
    .option("--label <key=value...>", "what to find it by")
    .option("--parent <id>", "the execution to show it under; inside an execution that one")
    .option("--no-parent", "under none, also inside an execution")
    .option("--wait", "until it has ended; the exit code says how")
    .action(async (service: string, options: StartOptions) => {
      const { client, terminal, exit } = tools();
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
        exit(await waitFor(client, started.id, undefined, terminal));
      } else show(terminal, started, ({ id }) => id);
    });
}

/** Without a word about it, the client says whose code this is. */
function parentOf({ parent }: StartOptions): { parentId?: string | null } {
  if (parent === false) return { parentId: null };
  return typeof parent === "string" ? { parentId: parent } : {};
}

function addReading(executions: Command, tools: () => Tools): void {
  executions
    .command("list")
    .description("the newest executions, or those that a filter asks for")
    .option("--where <filter>", "e.g. 'status:in-progress older:1h label.team=vision sort:longest'")
    .option("--service <name...>", "only of these services")
    .option("--status <status...>", "only these: created, in-progress, stopping, success, failed, terminated")
    .option("--text <text>", "only what holds this text")
    .option("--limit <number>", "how many", "20")
    .option("--cursor <cursor>", "the nextCursor of the page before")
    .action(
      async (options: Record<string, never> & { service?: string[]; status?: string[]; limit: string }) => {
        const { client, terminal } = tools();
        const { where, service, status, text, cursor, limit } = options;
        const filter = { where, services: service, statuses: status, text, cursor, limit: Number(limit) };
        const page = await client.executions.list(filter as ListExecutions);
        show(terminal, page, ({ rows }) => executionTable(rows, Date.now()));
      },
    );
  executions
    .command("get <id>")
    .description("one execution, whole")
    .action(async (id: string) => {
      const { client, terminal } = tools();
      const [execution, autopsies] = await Promise.all([
        client.executions.get(id),
        client.executions.autopsies(id),
      ]);
      show(terminal, { ...execution, autopsies }, () =>
        [executionFacts(execution, Date.now()), ...autopsyFacts(autopsies)].join("\n"),
      );
    });
}

function addSamples(executions: Command, tools: () => Tools): void {
  executions
    .command("samples <id>")
    .description("what each attempt used and reported; with --json over its whole time")
    .option("--attempt <number>", "only this one")
    .option("--points <number>", "of each, with --json; 10 to 1000", "500")
    .action(async (id: string, { attempt, points }: { attempt?: string; points: string }) => {
      const { client, terminal } = tools();
      const samples = await client.executions.samples(id, {
        ...(attempt ? { attempt: wholeNumber("--attempt", attempt) } : {}),
        points: wholeNumber("--points", points),
      });
      show(terminal, samples, samplesTable);
    });
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

function addStopping(executions: Command, tools: () => Tools): void {
  executions
    .command("terminate <id...>")
    .description("ask executions to stop, for good")
    .option("--note <text>", "why")
    .addOption(stopModeOption())
    .option("--cascade", "also all that they started, and what those started")
    .action(async (ids: string[], about: TerminateExecution) => {
      const { client, terminal } = tools();
      const answers: Terminated[] = [];
      for (const id of ids) answers.push(await client.executions.terminate(id, about));
      show(terminal, answers, () => answers.map(terminatedWords).join("\n"));
    });
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

function terminatedWords({ id, status, stopping, below }: Terminated): string {
  const others = below > 0 ? `, with ${below} below it` : "";
  return `${id} ${stopping ? "stopping" : status}${others}`;
}

function addFollowing(executions: Command, tools: () => Tools): void {
  executions
    .command("logs <id>")
    .description("what it wrote")
    .option("-f, --follow", "until it has ended, over all attempts to come")
    .option("--attempt <number>", "only of this one; the newest when left out")
    .action(async (id: string, options: { follow?: boolean; attempt?: string }) => {
      const { client, terminal } = tools();
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
    .option("--timeout <seconds>", "how long at most")
    .action(async (ids: string[], { timeout }: { timeout?: string }) => {
      const { client, terminal, exit } = tools();
      const [id] = ids as [string];
      const one = ids.length === 1;
      exit(await (one ? waitFor(client, id, timeout, terminal) : waitForAll(client, ids, timeout, terminal)));
    });
}

function printLine(terminal: Terminal, line: LogLine, attempt: number): void {
  if (terminal.json) terminal.print(JSON.stringify({ attempt, ...line }));
  else if (line.stream === "stdout") terminal.print(line.text);
  else terminal.note(line.stream === "stderr" ? line.text : `[${line.stream}] ${line.text}`);
}
