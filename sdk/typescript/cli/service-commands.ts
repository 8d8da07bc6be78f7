import type { Command } from "commander";
import { addDeleteCommand } from "./delete-command.ts";
import { addDrillCommands } from "./drill-commands.ts";
import type { Tools } from "./execution-commands.ts";
import { addFigureCommands } from "./figure-commands.ts";
import { readManifest } from "./manifest.ts";
import { addPreviewCommand } from "./preview-command.ts";
import { addRevisionCommands, tellUpdated } from "./revision-commands.ts";
import { lossWords, runnerWords } from "./runner-words.ts";
import { serviceFacts, serviceTable } from "./service-words.ts";
import { show } from "./terminal.ts";

export function addServiceCommands(program: Command, tools: () => Tools): void {
  const services = program.command("services").description("look at services, change, pause and resume them");
  services
    .command("list")
    .description("all services")
    .action(async () => {
      const { client, terminal } = tools();
      show(terminal, await client.services.list(), serviceTable);
    });
  services
    .command("get <name>")
    .description("one service and its policy")
    .action(async (name: string) => {
      const { client, terminal } = tools();
      show(terminal, await client.services.get(name), serviceFacts);
    });
  services
    .command("create <file>")
    .description(
      "deploy the service of a curfew.json, on a Curfew whose runners see its folder by the same path",
    )
    .action(async (file: string) => {
      const { client, terminal } = tools();
      show(terminal, await client.services.create(readManifest(file)), ({ name }) => `${name} is deployed`);
    });
  services
    .command("register <file>")
    .description("create it, or change what its curfew.json has changed since; what people have set stays")
    .action(async (file: string) => {
      const { client, terminal } = tools();
      tellUpdated(terminal, await client.services.register(readManifest(file)));
    });
  addRevisionCommands(services, tools);
  addPreviewCommand(services, tools);
  addFigureCommands(services, tools);
  addDrillCommands(services, tools);
  services
    .command("restart <name>")
    .description("put new replicas in the place of all, one by one; old ones finish what they run first")
    .option("--force", "stop what runs on old replicas, which then follows the service's on reset")
    .action(async (name: string, { force }: { force?: true }) => {
      const { client, terminal } = tools();
      const words = ({ revision }: { revision: number }) => `${name} is restarted, as revision ${revision}`;
      show(terminal, await client.services.restart(name, force && { force }), words);
    });
  addDeleteCommand(services, tools);
  services
    .command("try-again <name>")
    .description("start a replica of a service that fails now, without waiting")
    .action(async (name: string) => {
      const { client, terminal } = tools();
      const words = ({ failing }: { failing: boolean }) =>
        failing ? `a replica of ${name} is tried now` : `${name} does not fail`;
      show(terminal, await client.services.tryAgain(name), words);
    });
  for (const verb of ["pause", "resume"] as const) {
    services
      .command(`${verb} <name>`)
      .description(verb === "pause" ? "let new executions wait; what runs goes on" : "let them run again")
      .action(async (name: string) => {
        const { client, terminal } = tools();
        show(terminal, await client.services[verb](name), () => `${name} ${verb}d`);
      });
  }
}

export function addRunnerCommand(program: Command, tools: () => Tools): void {
  const runners = program
    .command("runners")
    .description("the hosts that run executions")
    .action(async () => {
      const { client, terminal } = tools();
      show(terminal, await client.runners(), (all) => runnerWords(all, Date.now()));
    });
  const moves = { drain: "take nothing new, and end what is idle", undrain: "take work again" } as const;
  for (const move of ["drain", "undrain"] as const) {
    runners
      .command(`${move} <id>`)
      .description(moves[move])
      .action(async (id: string) => {
        const { client, terminal } = tools();
        const words = move === "drain" ? "drains" : "takes work";
        show(terminal, await client.moveRunner(id, move), ({ host }) => `${host} ${words}`);
      });
  }
  runners
    .command("loss <id>")
    .description("what would happen if the host went away now")
    .action(async (id: string) => {
      const { client, terminal } = tools();
      show(terminal, await client.runnerLoss(id), lossWords);
    });
}
