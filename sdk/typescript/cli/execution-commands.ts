import type { Command } from "commander";
import type { CurfewClient } from "../client/client.ts";
import type { ListExecutions } from "../client/executions.ts";
import type { LogLine, Terminated } from "../client/types.ts";
import { executionFacts, executionTable } from "./execution-words.ts";
import { type InputOptions, readInput, wholeNumber } from "./input.ts";
import { addStopControls } from "./stop-commands.ts";
import { show, type Terminal } from "./terminal.ts";
import { waitFor } from "./wait.ts";

/** What a command needs; made when one runs, since options come first. */
export interface Tools {
  client: CurfewClient;
  terminal: Terminal;
  /** Sets what the program ends with. */
  exit(code: number): void;
}

const JSON_INPUT = ["--input <json>", "the input as a JSON object"] as const;
const FILE_INPUT = ["--input-file <file>", "the input from a file, - for stdin"] as const;
const PAIR_INPUT = ["--set <key=value...>", "single fields of the input"] as const;

export function addExecutionCommands(program: Command, tools: () => Tools): void {
  const executions = program.command("executions").description("start, follow and stop executions");
  addStart(executions, tools);
  addReading(executions, tools);
  addStopping(executions, tools);
  addStopControls(executions, tools);
  addFollowing(executions, tools);
}

type StartOptions = InputOptions & { function?: string; priority?: string; key?: string; wait?: boolean };

function addStart(executions: Command, tools: () => Tools): void {
  executions
    .command("start <service>")
    .description("start an execution; prints its id")
    .option("--function <name>", "needed when the service has several")
    .option(...JSON_INPUT)
    .option(...FILE_INPUT)
    .option(...PAIR_INPUT)
    .option("--priority <number>", "higher ones start first; -1000 to 1000")
    .option("--key <text>", "asked again with the same key, it is the same execution")
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
      });
      if (options.wait) {
        terminal.note(started.id);
        exit(await waitFor(client, started.id, undefined, terminal));
      } else show(terminal, started, ({ id }) => id);
    });
}

function addReading(executions: Command, tools: () => Tools): void {
  executions
    .command("list")
    .description("the newest executions")
    .option("--service <name...>", "only of these services")
    .option("--status <status...>", "only these: created, in-progress, stopping, success, failed, terminated")
    .option("--text <text>", "only what holds this text")
    .option("--limit <number>", "how many", "20")
    .option("--cursor <cursor>", "the nextCursor of the page before")
    .action(
      async (options: Record<string, never> & { service?: string[]; status?: string[]; limit: string }) => {
        const { client, terminal } = tools();
        const { service, status, text, cursor, limit } = options;
        const filter = { services: service, statuses: status, text, cursor, limit: Number(limit) };
        const page = await client.executions.list(filter as ListExecutions);
        show(terminal, page, ({ rows }) => executionTable(rows, Date.now()));
      },
    );
  executions
    .command("get <id>")
    .description("one execution, whole")
    .action(async (id: string) => {
      const { client, terminal } = tools();
      show(terminal, await client.executions.get(id), (execution) => executionFacts(execution, Date.now()));
    });
}

function addStopping(executions: Command, tools: () => Tools): void {
  executions
    .command("terminate <id...>")
    .description("ask executions to stop, for good")
    .option("--note <text>", "why")
    .action(async (ids: string[], { note }: { note?: string }) => {
      const { client, terminal } = tools();
      const answers: Terminated[] = [];
      for (const id of ids) answers.push(await client.executions.terminate(id, note));
      show(terminal, answers, () =>
        answers.map(({ id, status, stopping }) => `${id} ${stopping ? "stopping" : status}`).join("\n"),
      );
    });
  executions
    .command("rerun <id>")
    .description("start an ended one again, as a new execution; prints its id")
    .option(...JSON_INPUT)
    .option(...FILE_INPUT)
    .option(...PAIR_INPUT)
    .action(async (id: string, options: InputOptions) => {
      const { client, terminal } = tools();
      show(terminal, await client.executions.rerun(id, readInput(options)), (started) => started.id);
    });
}

function addFollowing(executions: Command, tools: () => Tools): void {
  executions
    .command("logs <id>")
    .description("what it wrote")
    .option("-f, --follow", "until it has ended")
    .option("--attempt <number>", "the newest when left out")
    .action(async (id: string, options: { follow?: boolean; attempt?: string }) => {
      const { client, terminal } = tools();
      const chosen = options.attempt === undefined ? {} : { attempt: Number(options.attempt) };
      const onLine = (line: LogLine) => printLine(terminal, line);
      if (options.follow) await client.executions.followLogs(id, { ...chosen, onLine, intervalMs: 500 });
      else await client.executions.readLogs(id, { ...chosen, onLine });
    });
  executions
    .command("wait <id>")
    .description("until it has ended; exit code 0 success, 4 failed, 5 terminated, 6 not ended in time")
    .option("--timeout <seconds>", "how long at most")
    .action(async (id: string, { timeout }: { timeout?: string }) => {
      const { client, terminal, exit } = tools();
      exit(await waitFor(client, id, timeout, terminal));
    });
}

function printLine(terminal: Terminal, line: LogLine): void {
  if (terminal.json) terminal.print(JSON.stringify(line));
  else if (line.stream === "stdout") terminal.print(line.text);
  else terminal.note(line.stream === "stderr" ? line.text : `[${line.stream}] ${line.text}`);
}
