import { Command, CommanderError } from "commander";
import { CurfewApiError, CurfewUnreachable } from "../client/client.ts";
import manifest from "../package.json" with { type: "json" };
import { addAuditCommands } from "./audit-commands.ts";
import { addBulkCommands } from "./bulk-commands.ts";
import { addCompletionCommands } from "./completion.ts";
import { type ConnectionOptions, connect, connectWithoutKey } from "./connection.ts";
import { addDoctorCommand } from "./doctor.ts";
import { addExecutionCommands, type Tools } from "./execution-commands.ts";
import { UsageFault } from "./input.ts";
import { addOwnerCommands, type Owner } from "./owner-commands.ts";
import { addRunCommand } from "./run-command.ts";
import { addRunnerCommand, addServiceCommands } from "./service-commands.ts";
import type { Terminal } from "./terminal.ts";
import { addTokenCommands } from "./token-commands.ts";
import { addWebhookCommands } from "./webhook-commands.ts";

export interface Surroundings {
  env: NodeJS.ProcessEnv;
  /** Where Curfew keeps its own files unless CURFEW_HOME says otherwise; null where only its client is. */
  home: string | null;
  /** Null where only the client is: then what its owner does is not offered. */
  owner: Owner | null;
  out(text: string): void;
  err(text: string): void;
  /** Calls `heard` at each Ctrl-C instead of ending; the returned function undoes it. */
  onInterrupt(heard: () => void): () => void;
}

/**
 * Runs one command. Gives the exit code: 0 well, 1 the server refused or failed, 2 wrongly typed, 3 nobody answers;
 * `wait` has codes of its own.
 */
export async function runCli(argv: string[], surroundings: Surroundings): Promise<number> {
  const { env, home, owner, out, err, onInterrupt } = surroundings;
  let exitCode = 0;
  const exit = (code: number) => {
    exitCode = code;
  };
  const program = new Command("curfew")
    .description("Start, follow and stop executions.")
    .option("-u, --url <url>", "where Curfew answers; else CURFEW_URL, else http://127.0.0.1:3000")
    .option("-j, --json", "print JSON")
    .version(manifest.version, "-V, --version", "print the version of this program")
    .configureOutput({ writeOut: out, writeErr: err })
    .exitOverride();
  const tools = (): Tools => {
    const options = program.opts<ConnectionOptions & { json?: boolean }>();
    const terminal: Terminal = {
      json: options.json === true,
      print: (text) => out(`${text}\n`),
      note: (text) => err(`${text}\n`),
    };
    return {
      get client() {
        return connect(options, env, home);
      },
      withoutKey: () => connectWithoutKey(options, env),
      ...{ terminal, exit, onInterrupt },
    };
  };
  addExecutionCommands(program, tools);
  addBulkCommands(program, tools);
  addServiceCommands(program, tools);
  addRunnerCommand(program, tools);
  addTokenCommands(program, tools);
  addWebhookCommands(program, tools);
  addAuditCommands(program, tools);
  addRunCommand(program, tools);
  addDoctorCommand(program, tools);
  addCompletionCommands(program, tools);
  if (owner) addOwnerCommands(program, owner, exit);
  try {
    await program.parseAsync(argv, { from: "user" });
    return exitCode;
  } catch (error) {
    return explain(error, err);
  }
}

function explain(error: unknown, err: (text: string) => void): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof UsageFault) {
    err(`${error.message}\n`);
    return 2;
  }
  if (error instanceof CurfewUnreachable) {
    err(`${error.message}. Is it started (npm start), and is the address right (--url)?\n`);
    return 3;
  }
  if (!(error instanceof CurfewApiError)) throw error;
  err(`${error.message}\n`);
  for (const { field, message } of error.faults)
    if (!error.message.includes(message)) err(`  ${field}: ${message}\n`);
  return 1;
}
