import type { Command } from "commander";
import type { Runner, Service, ServiceRow } from "../client/types.ts";
import type { Tools } from "./execution-commands.ts";
import { addRevisionCommands } from "./revision-commands.ts";
import { table } from "./table.ts";
import { duration, show } from "./terminal.ts";

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
  addRevisionCommands(services, tools);
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
  program
    .command("runners")
    .description("the hosts that run executions")
    .action(async () => {
      const { client, terminal } = tools();
      show(terminal, await client.runners(), (runners) => runnerTable(runners, Date.now()));
    });
}

function serviceTable(services: ServiceRow[]): string {
  return table(
    ["NAME", "RUNTIME", "REVISION", "STATE", "READY", "RUNNING", "WAITING"],
    services.map((service) => [
      service.name,
      service.runtime,
      service.revision,
      stateOf(service),
      service.replicas.ready,
      service.counts["in-progress"],
      service.counts.created,
    ]),
  );
}

function serviceFacts(service: Service): string {
  const policy = Object.entries({ ...service.policy, ...service.placement });
  const lines = [
    ["Service", `${service.name}, revision ${service.revision}`],
    ["Does", service.description],
    ["State", stateOf(service)],
    ...(service.lastError ? [["Last error", service.lastError]] : []),
    ...policy.map(([name, value]) => [name, String(value)]),
  ];
  return lines.map(([name = "", value]) => `${name.padEnd(18)}${value}`).join("\n");
}

function stateOf({ pausedAt, lastError }: ServiceRow): string {
  if (pausedAt) return "paused";
  return lastError ? "failing" : "active";
}

function runnerTable(runners: Runner[], now: number): string {
  return table(
    ["ID", "HOST", "STATE", "HEARTBEAT", "REPLICAS", "RUNNING"],
    runners.map((runner) => [
      runner.id,
      runner.host,
      runner.state,
      `${duration(runner.heartbeatAt, null, now)} ago`,
      runner.replicas.length,
      runner.replicas.reduce((sum, replica) => sum + replica.executions.length, 0),
    ]),
  );
}
