import type { Command } from "commander";
import type { Tools } from "./execution-commands.ts";
import { wholeNumber } from "./input.ts";
import { samplesTable } from "./sample-words.ts";
import { show } from "./terminal.ts";

export function addSamples(executions: Command, tools: () => Tools): void {
  executions
    .command("samples <id>")
    .description("what each attempt used and reported; with --json over its whole time")
    .option("--attempt <number>", "only this one")
    .option("--points <number>", "of each, with --json; 10 to 1000", "500")
    .action(async (id: string, { attempt, points }: { attempt?: string; points: string }) => {
      const { client, terminal } = tools();
      const samples = await client.executions.samples(id, {
        ...(attempt ? { attempt: wholeNumber("--attempt", attempt) } : {}),
        points: wholeNumber("--points", points),
      });
      show(terminal, samples, samplesTable);
    });
}
