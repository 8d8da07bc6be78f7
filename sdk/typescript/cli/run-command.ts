import type { Command } from "commander";
import type { CurfewClient } from "../client/client.ts";
import type { Execution, LogLine } from "../client/types.ts";
import type { Tools } from "./execution-commands.ts";
import { UsageFault, wholeNumber } from "./input.ts";
import { oneOffService } from "./one-off-service.ts";
import type { Terminal } from "./terminal.ts";
import { EXIT_STILL_RUNNING, sayAway } from "./wait.ts";

/** As `timeout(1)` ends. */
const EXIT_TIMEOUT = 124;
const SIGNAL_BASE = 128;
const SIGNALS: Record<string, number> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGABRT: 6,
  SIGKILL: 9,
  SIGTERM: 15,
};

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
Ctrl-C stops the command, and a second one leaves it alone. It runs on Curfew's runner, in a folder of that host.`,
    )
    .action(async (argv: string[], options: RunOptions) => {
      const { client, terminal, exit, onInterrupt } = tools();
      const { directory = process.cwd(), env = [] } = options;
      const input = { directory, argv: [...withEnvironment(env), ...argv] };
      const service = await oneOffService(client, {
        timeout: wholeNumber("--timeout", options.timeout),
        grace: wholeNumber("--grace", options.grace),
      });
      const { id } = await client.executions.start({ service, input });
      if (options.detach) return terminal.print(id);
      terminal.note(`[curfew] ${id}`);
      await warnWithoutRunner(client, terminal);
      exit(await attend(client, id, terminal, onInterrupt));
    });
}

function withEnvironment(pairs: string[]): string[] {
  for (const pair of pairs) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*=/.test(pair)) throw new UsageFault(`--env needs name=value, not "${pair}"`);
  }
  return pairs.length > 0 ? ["env", ...pairs] : [];
}

async function warnWithoutRunner(client: CurfewClient, terminal: Terminal): Promise<void> {
  const { runner } = await client.health();
  if (!runner.ok) terminal.note("[curfew] no runner is alive: it waits until one is started");
}

/** Shows what it writes until it has ended; gives the exit code. */
async function attend(
  client: CurfewClient,
  id: string,
  terminal: Terminal,
  onInterrupt: Tools["onInterrupt"],
): Promise<number> {
  const detached = new AbortController();
  let interrupts = 0;
  const forget = onInterrupt(() => {
    interrupts += 1;
    if (interrupts > 1) return detached.abort();
    terminal.note("[curfew] stopping it; Ctrl-C again leaves it alone");
    client.executions.terminate(id, "Ctrl-C in curfew run").catch((error) => terminal.note(String(error)));
  });
  const settings = { signal: detached.signal, onAway: sayAway(terminal) };
  try {
    await client.executions.followLogs(id, { ...settings, onLine: (line) => printLine(terminal, line) });
    return exitCodeOf(await client.executions.wait(id, settings), terminal);
  } catch (error) {
    if (!detached.signal.aborted) throw error;
    terminal.note(`[curfew] it goes on by itself: curfew executions wait ${id}`);
    return EXIT_STILL_RUNNING;
  } finally {
    forget();
  }
}

function printLine(terminal: Terminal, line: LogLine): void {
  if (line.stream === "stdout") terminal.print(line.text);
  else terminal.note(line.stream === "stderr" ? line.text : `[curfew] ${line.text}`);
}

function exitCodeOf({ status, reason, message, attempts }: Execution, terminal: Terminal): number {
  const last = attempts.at(-1);
  if (status === "success") return 0;
  if (status === "terminated" || reason !== "error") terminal.note(`[curfew] ${message}`);
  if (reason === "timeout") return EXIT_TIMEOUT;
  if (last?.exitSignal) return SIGNAL_BASE + (SIGNALS[last.exitSignal] ?? 0);
  return last?.exitCode || (status === "terminated" ? SIGNAL_BASE + 15 : 1);
}
