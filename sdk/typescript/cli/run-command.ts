import { constants } from "node:os";
import type { Command } from "commander";
import type { CurfewClient } from "../client/client.ts";
import type { Execution, LogLine } from "../client/types.ts";
import type { Tools } from "./execution-commands.ts";
import { UsageFault, wholeNumber } from "./input.ts";
import { oneOffService } from "./one-off-service.ts";
import { RunInterrupts } from "./run-interrupts.ts";
import { show, type Terminal } from "./terminal.ts";
import { EXIT_STILL_RUNNING, sayAway } from "./wait.ts";

/** As `timeout(1)` ends. */
const EXIT_TIMEOUT = 124;
const SIGNAL_BASE = 128;
const EXIT_INTERRUPTED = SIGNAL_BASE + constants.signals.SIGINT;

interface RunOptions {
  timeout: string;
  grace: string;
  directory?: string;
  env?: string[];
  detach?: boolean;
}

/** `curfew run -- argv…`: any command under control, with its output and its exit code. */
export function addRunCommand(program: Command, tools: () => Tools): void {
  program
    .command("run <argv...>")
    .description("run any command under control: with a deadline, a clean stop, and its logs kept")
    .usage("[options] -- <argv...>")
    .option("--timeout <seconds>", "how long it may run", "3600")
    .option("--grace <seconds>", "from SIGTERM's turn to SIGKILL's", "10")
    .option("--directory <folder>", "where it runs; this folder when left out")
    .option("--env <name=value...>", "variables of its environment")
    .option("--detach", "print its id and leave it alone")
    .addHelpText(
      "after",
      `
Ends with the command's exit code; 128 and the number of the signal that ended it; 124 after --timeout.
With --json, a line of JSON for each line that it writes ({"line": …}), and a last one of it ({"execution": …}).
Ctrl-C stops the command, and a second one leaves it alone. It runs on Curfew's runner, in a folder of that host.`,
    )
    .action(async (argv: string[], options: RunOptions) => {
      const { exit } = tools();
      exit(await runUnderControl(argv, options, tools()));
    });
}

async function runUnderControl(argv: string[], options: RunOptions, tools: Tools): Promise<number> {
  const { client, terminal, onInterrupt } = tools;
  const { directory = process.cwd(), env = [] } = options;
  const input = { directory, argv: [...withEnvironment(env), ...argv] };
  const policy = {
    timeout: wholeNumber("--timeout", options.timeout),
    grace: wholeNumber("--grace", options.grace),
  };
  const interrupts = new RunInterrupts(client, terminal, onInterrupt);
  try {
    const service = await oneOffService(client, policy);
    if (interrupts.heard) return EXIT_INTERRUPTED;
    const started = await client.executions.start({ service, input });
    await interrupts.about(started.id);
    if (options.detach) {
      show(terminal, started, ({ id }) => id);
      return interrupts.heard ? EXIT_INTERRUPTED : 0;
    }
    terminal.note(`[curfew] ${started.id}`);
    await warnWithoutRunner(client, terminal);
    return await attend(client, started.id, terminal, interrupts);
  } finally {
    interrupts.end();
  }
}

function withEnvironment(pairs: string[]): string[] {
  for (const pair of pairs) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*=/.test(pair)) throw new UsageFault(`--env needs name=value, not "${pair}"`);
  }
  return pairs.length > 0 ? ["env", ...pairs] : [];
}

async function warnWithoutRunner(client: CurfewClient, terminal: Terminal): Promise<void> {
  // Whether anybody answers is told while it is followed.
  const runner = await client.health().then(
    (health) => health.runner,
    () => ({ ok: true }),
  );
  if (!runner.ok) terminal.note("[curfew] no runner is alive: it waits until one is started");
}

/** Shows what it writes until it has ended; gives the exit code. */
async function attend(
  client: CurfewClient,
  id: string,
  terminal: Terminal,
  { detached }: RunInterrupts,
): Promise<number> {
  const settings = { signal: detached, onAway: sayAway(terminal) };
  try {
    await client.executions.followLogs(id, { ...settings, onLine: (line) => printLine(terminal, line) });
    const execution = await client.executions.wait(id, settings);
    if (terminal.json) terminal.print(JSON.stringify({ execution }));
    return exitCodeOf(execution, terminal);
  } catch (error) {
    if (!detached.aborted) throw error;
    terminal.note(`[curfew] it goes on by itself: curfew executions wait ${id}`);
    return EXIT_STILL_RUNNING;
  }
}

function printLine(terminal: Terminal, line: LogLine): void {
  if (terminal.json) terminal.print(JSON.stringify({ line }));
  else if (line.stream === "stdout") terminal.print(line.text);
  else terminal.note(line.stream === "stderr" ? line.text : `[curfew] ${line.text}`);
}

function exitCodeOf({ status, reason, message, attempts }: Execution, terminal: Terminal): number {
  const last = attempts.at(-1);
  if (status === "success") return 0;
  if (status === "terminated" || reason !== "error") terminal.note(`[curfew] ${message}`);
  if (reason === "timeout") return EXIT_TIMEOUT;
  if (last?.exitSignal) return SIGNAL_BASE + (constants.signals[last.exitSignal as NodeJS.Signals] ?? 0);
  return last?.exitCode || (status === "terminated" ? SIGNAL_BASE + constants.signals.SIGTERM : 1);
}
