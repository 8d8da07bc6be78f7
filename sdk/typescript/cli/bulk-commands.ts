import type { Command } from "commander";
import type { BulkKind, PrepareBulk } from "../client/bulks.ts";
import type { StopMode } from "../client/stop.ts";
import type { Bulk, BulkDraft, BulkRow } from "../client/types.ts";
import type { Tools } from "./execution-commands.ts";
import { readLabelChange, stopModeOption, UsageFault, wholeNumber } from "./input.ts";
import { addMoveOptions, moveOf } from "./move-options.ts";
import { table } from "./table.ts";
import { show } from "./terminal.ts";

interface BulkOptions {
  where?: string;
  id?: string[];
  in?: string;
  by?: string;
  at?: string;
  mode?: StopMode;
  change?: string[];
  note?: string;
  confirm?: string;
}

/** `curfew bulk`: one thing done to many. Without --confirm it only says whom it would be about. */
export function addBulkCommands(program: Command, tools: () => Tools): void {
  const bulk = program.command("bulk").description("do one thing to many executions");
  addKind(bulk, tools, "terminate", "ask all that fit to stop, for good");
  addKind(bulk, tools, "rerun", "start all that fit and have ended again");
  addKind(bulk, tools, "extend", "move the deadline of all that fit and run");
  addKind(bulk, tools, "label", "change the labels of all that fit");
  bulk
    .command("stop-now")
    .description("in an emergency: terminate all that fits, without counting first")
    .requiredOption("--where <filter>", 'which; "" for everything')
    .option("--note <text>", "why")
    .addOption(stopModeOption())
    .action(async ({ where, note, mode }: { where: string; note?: string; mode?: StopMode }) => {
      const { client, terminal } = tools();
      show(terminal, await client.bulks.stopNow(where, note, mode), ({ id }) => `${id} running`);
    });
  bulk
    .command("list")
    .description("the newest")
    .option("--limit <number>", "at most so many", "50")
    .action(async ({ limit }: { limit: string }) => {
      const { client, terminal } = tools();
      show(terminal, await client.bulks.list(wholeNumber("--limit", limit)), bulkTable);
    });
  bulk
    .command("get <id>")
    .description("how far it has come")
    .action(async (id: string) => {
      const { client, terminal } = tools();
      show(terminal, await client.bulks.get(id), bulkFacts);
    });
  for (const move of ["pause", "resume", "abort"] as const) {
    bulk
      .command(`${move} <id>`)
      .description(MOVES[move])
      .action(async (id: string) => {
        const { client, terminal } = tools();
        show(terminal, await client.bulks.move(id, move), ({ status }) => `${id} ${status}`);
      });
  }
}

const MOVES = {
  pause: "reach nobody else until it is resumed",
  resume: "go on with one that was paused",
  abort: "leave alone whom it has not reached",
};

function addKind(bulk: Command, tools: () => Tools, kind: BulkKind, description: string): void {
  const command = bulk
    .command(kind)
    .description(description)
    .option("--where <filter>", "which, e.g. 'service:train status:in-progress older:1h'")
    .option("--id <id...>", "or these")
    .option("--note <text>", "why")
    .option("--confirm <count>", "begin, if it is about so many; without it nothing is done");
  if (kind === "extend") addMoveOptions(command, "each deadline");
  if (kind === "terminate") command.addOption(stopModeOption());
  if (kind === "label") command.requiredOption("--change <change...>", "team=vision sets, team- removes");
  command.action(async (options: BulkOptions) => {
    const { client, terminal } = tools();
    const draft = await client.bulks.prepare(toPrepare(kind, options));
    if (options.confirm === undefined) return show(terminal, draft, draftWords);
    const count = wholeNumber("--confirm", options.confirm);
    show(
      terminal,
      await client.bulks.start(draft.id, count, options.note),
      ({ id, status }) => `${id} ${status}`,
    );
  });
}

function toPrepare(kind: BulkKind, { where, id, change, mode, ...move }: BulkOptions): PrepareBulk {
  if ((where === undefined) === (id === undefined)) throw new UsageFault("Give either --where or --id");
  return {
    kind,
    ...(where === undefined ? { ids: id ?? [] } : { where }),
    ...(mode && { mode }),
    ...(kind === "extend" ? moveOf(move) : {}),
    ...(change === undefined ? {} : readLabelChange(change)),
  };
}

function draftWords({ total, reached, sample }: BulkDraft): string {
  const lines = sample.map(({ execution, words }) => [
    execution.id,
    execution.serviceName,
    execution.status,
    words,
  ]);
  const more = total > sample.length ? `\nand ${total - sample.length} more` : "";
  const left = total > reached ? `\n${reached} would be reached, ${total - reached} left alone` : "";
  return `${table(["ID", "SERVICE", "STATUS", "WOULD"], lines)}${more}${left}\nNothing was done. To begin: --confirm ${total}`;
}

function bulkTable(bulks: BulkRow[]): string {
  return table(
    ["ID", "KIND", "STATUS", "REACHED", "OF", "FILTER"],
    bulks.map(({ id, kind, status, counts, total, filter }) => {
      const reached = counts.done + counts.skipped + counts.failed;
      return [id, kind, status, reached, total, filter];
    }),
  );
}

function bulkFacts(bulk: Bulk): string {
  const { done, skipped, failed, waiting } = bulk.counts;
  return [
    `${bulk.kind} ${bulk.status}: ${done} reached, ${skipped} left alone, ${failed} refused, ${waiting} not reached`,
    ...(done > 0 ? becameWords(bulk) : []),
    ...bulk.told.map(({ id, message }) => `${id} ${message}`),
    ...(skipped + failed > bulk.told.length
      ? [
          `and ${skipped + failed - bulk.told.length} more: curfew executions list --where bulk:${bulk.id}/skipped,${bulk.id}/failed`,
        ]
      : []),
  ].join("\n");
}

/** What became of those that it has reached; of a rerun they are the old ones, and what it has started is told by the list. */
function becameWords({ id, kind, counts, standing, answers }: Bulk): string[] {
  if (kind === "rerun") return [`started: curfew executions list --where bulk:${id}/started`];
  if (answers) {
    const open = counts.done - answers.moved - answers.refused;
    return [`agents: ${answers.moved} moved, ${answers.refused} too late or past, ${open} not answered yet`];
  }
  const now = standing.map(
    ({ status, rung, unverified, count }) =>
      `${count} ${rung ? `stopping (${rung})` : status}${unverified ? " (unverified)" : ""}`,
  );
  return [`now: ${now.join(", ")}`];
}
