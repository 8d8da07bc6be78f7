import type { Command } from "commander";

/** What the owner of a machine does on it, beside the HTTP API. Each gives the exit code. */
export interface Owner {
  signIn(): Promise<number>;
  register(manifest: string): Promise<number>;
  migrate(): Promise<number>;
  runner(): Promise<number>;
  checkRunner(): Promise<number>;
}

/** Offered where Curfew itself is, and not where only its client is. */
export function addOwnerCommands(program: Command, owner: Owner, exit: (code: number) => void): void {
  program.commandsGroup("On the machine of Curfew itself:");
  program
    .command("sign-in")
    .description("print a new one-time sign-in link")
    .action(async () => exit(await owner.signIn()));
  program
    .command("register <manifest>")
    .description("deploy the service of a curfew.json")
    .action(async (manifest: string) => exit(await owner.register(manifest)));
  program
    .command("migrate")
    .description("bring the database to the newest schema")
    .action(async () => exit(await owner.migrate()));
  const runner = program
    .command("runner")
    .description("start a runner; `runner check` validates what one needs")
    .action(async () => exit(await owner.runner()));
  runner
    .command("check")
    .description("validate the environment and the database, start nothing")
    .action(async () => exit(await owner.checkRunner()));
}
