import type { Command } from "commander";
import type { DeletedService, Service } from "../client/types.ts";
import type { Tools } from "./execution-commands.ts";
import { UsageFault } from "./input.ts";
import { show } from "./terminal.ts";

interface DeleteOptions {
  force?: true;
  confirm?: string;
}

/** `curfew services delete`. Without --confirm it only says what it would be about. */
export function addDeleteCommand(services: Command, tools: () => Tools): void {
  services
    .command("delete <name>")
    .description("take it away, and free its name; what it has run stays readable")
    .option("--force", "terminate what waits and runs; without it a service that has such is left")
    .option("--confirm <name>", "do it, to the service of this name; without it nothing is done")
    .action(async (name: string, { force, confirm }: DeleteOptions) => {
      const { client, terminal } = tools();
      if (confirm === undefined) return show(terminal, await client.services.get(name), wouldWords);
      if (confirm !== name) throw new UsageFault(`--confirm says ${confirm}, and not ${name}`);
      show(terminal, await client.services.delete(name, force && { force }), deletedWords);
    });
}

function wouldWords({ name, counts, replicas }: Service): string {
  const { created, "in-progress": running } = counts;
  const live = [`${created} of its executions wait, ${running} run`];
  if (created + running > 0) live.push("it takes --force, which terminates them");
  const ready = replicas.ready + replicas.starting;
  return `${name} would be deleted: ${live.join("; ")}. ${ready} of its replicas would end.\nNothing was done. To begin: --confirm ${name}`;
}

function deletedWords({ name, bulkId }: DeletedService): string {
  const stop = bulkId && `; what waits and runs is terminated by bulk ${bulkId}`;
  return `${name} is deleted${stop ?? ""}`;
}
