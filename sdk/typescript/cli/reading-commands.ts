import type { Command } from "commander";
import type { ListExecutions } from "../client/executions.ts";
import type { ExecutionCounts, ExecutionEvent } from "../client/types.ts";
import { autopsyFacts } from "./autopsy-words.ts";
import type { Tools } from "./execution-commands.ts";
import { executionFacts, executionTable } from "./execution-words.ts";
import { wholeNumber } from "./input.ts";
import { table } from "./table.ts";
import { show } from "./terminal.ts";

interface FilterOptions {
  where?: string;
  service?: string[];
  status?: ListExecutions["statuses"];
  text?: string;
  from?: string;
  to?: string;
}

/** What tells of executions. */
export function addReadingCommands(executions: Command, tools: () => Tools): void {
  withFilter(executions.command("list"))
    .description("the newest executions, or those that a filter asks for")
    .option("--status <status...>", "only these: created, in-progress, stopping, success, failed, terminated")
    .option("-n, --limit <number>", "how many", "20")
    .option("--cursor <cursor>", "the nextCursor of the page before")
    .action(async (options: FilterOptions & { limit: string; cursor?: string }) => {
      const { client, terminal } = tools();
      const page = await client.executions.list({
        ...filterOf(options),
        ...(options.status && { statuses: options.status }),
        ...(options.cursor && { cursor: options.cursor }),
        limit: wholeNumber("--limit", options.limit),
      });
      show(terminal, page, ({ rows }) => executionTable(rows, Date.now()));
      if (page.nextCursor && !terminal.json) terminal.note(`More: --cursor ${page.nextCursor}`);
    });
  withFilter(executions.command("counts"))
    .description("how many stand in each status")
    .action(async (options: FilterOptions) => {
      const { client, terminal } = tools();
      show(terminal, await client.executions.counts(filterOf(options)), countTable);
    });
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
  executions
    .command("events <id>")
    .description("what happened to it, oldest first")
    .option("--after <id>", "only those after the event with this id", "0")
    .action(async (id: string, { after }: { after: string }) => {
      const { client, terminal } = tools();
      const events: ExecutionEvent[] = [];
      for (let last = wholeNumber("--after", after); ; last = events.at(-1)?.id ?? last) {
        const page = await client.executions.events(id, last);
        events.push(...page);
        if (page.length === 0) break;
      }
      show(terminal, events, eventTable);
    });
}

function withFilter(command: Command): Command {
  return command
    .option("-w, --where <filter>", "e.g. 'status:in-progress older:1h label.team=vision sort:longest'")
    .option("-s, --service <name...>", "only of these services")
    .option("--text <text>", "only what holds this text")
    .option("--from <time>", "only what was created at this time or later, e.g. 2026-11-27T08:00:00Z")
    .option("--to <time>", "only what was created before this time");
}

function filterOf({ where, service, text, from, to }: FilterOptions): ListExecutions {
  return {
    ...(where !== undefined && { where }),
    ...(service && { services: service }),
    ...(text !== undefined && { text }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}

function countTable({ atLeast, ...counts }: ExecutionCounts): string {
  const rows = Object.entries(counts).map(([status, count]) => [
    status,
    `${count}${atLeast.some((one) => one === status) ? " or more" : ""}`,
  ]);
  return table(["STATUS", "EXECUTIONS"], rows);
}

function eventTable(events: ExecutionEvent[]): string {
  return table(
    ["ID", "AT", "ATTEMPT", "WHAT", "BY", ""],
    events.map(({ id, at, attempt, type, actor, data }) => {
      return [id, at, attempt, type, actor, Object.keys(data).length > 0 ? JSON.stringify(data) : ""];
    }),
  );
}
