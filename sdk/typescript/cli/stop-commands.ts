import type { Command } from "commander";
import type { Ordered } from "../client/types.ts";
import type { Tools } from "./execution-commands.ts";
import { wholeNumber } from "./input.ts";
import { addMoveOptions, moveOf, type TypedMove } from "./move-options.ts";
import { show, type Terminal } from "./terminal.ts";

/** What can be done to a stop that is under way, and to a deadline. */
export function addStopControls(executions: Command, tools: () => Tools): void {
  executions
    .command("withdraw <id>")
    .description("take a stop back that its code has not met; it goes on as if never asked")
    .action(async (id: string) => {
      const { client, terminal } = tools();
      tell(terminal, await client.executions.withdraw(id), "goes on: the stop was withdrawn");
    });
  executions
    .command("escalate <id>")
    .description("send a stop's next signal at once: SIGTERM, then SIGKILL")
    .action(async (id: string) => {
      const { client, terminal } = tools();
      tell(terminal, await client.executions.escalate(id), "was sent the next signal");
    });
  executions
    .command("more-time <id>")
    .description("put a stop's next signal off")
    .requiredOption("--seconds <number>", "by so many seconds")
    .action(async (id: string, { seconds }: { seconds: string }) => {
      const { client, terminal } = tools();
      const more = wholeNumber("--seconds", seconds);
      tell(terminal, await client.executions.giveMoreTime(id, more), `has ${more} s more to stop`);
    });
  const extend = executions
    .command("extend <id>")
    .alias("deadline")
    .description("move the deadline of one that runs");
  addMoveOptions(extend).action(async (id: string, typed: TypedMove) => {
    const { client, terminal } = tools();
    tell(terminal, await client.executions.setDeadline(id, moveOf(typed)), "has another deadline");
  });
}

/** Nothing is said to be done that no agent has confirmed. */
function tell(terminal: Terminal, answer: Ordered, done: string): void {
  const pending = "has the order waiting: its agent has not answered yet";
  show(terminal, answer, ({ id }) => `${id} ${answer.done ? done : pending}`);
}
