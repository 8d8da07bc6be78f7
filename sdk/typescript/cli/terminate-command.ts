import type { Command } from "commander";
import { CurfewApiError } from "../client/client.ts";
import type { TerminateExecution } from "../client/executions.ts";
import type { Terminated } from "../client/types.ts";
import type { Tools } from "./execution-commands.ts";
import { stopModeOption } from "./input.ts";
import { show } from "./terminal.ts";

interface Refused {
  id: string;
  error: { status: number; message: string };
}

export function addTerminateCommand(executions: Command, tools: () => Tools): void {
  executions
    .command("terminate <id...>")
    .description("ask executions to stop, for good; exit code 1 when one of them was refused")
    .option("-n, --note <text>", "why")
    .addOption(stopModeOption())
    .option("--cascade", "also all that they started, and what those started")
    .action(async (ids: string[], about: TerminateExecution) => {
      const { client, terminal, exit } = tools();
      const answers: (Terminated | Refused)[] = [];
      try {
        for (const id of ids) {
          answers.push(await client.executions.terminate(id, about).catch((error) => refused(id, error)));
        }
      } finally {
        // Who was asked is told also when nobody answers any more.
        if (answers.length > 0) show(terminal, answers, () => answers.map(words).join("\n"));
      }
      exit(answers.some((answer) => "error" in answer) ? 1 : 0);
    });
}

function refused(id: string, error: unknown): Refused {
  if (!(error instanceof CurfewApiError)) throw error;
  return { id, error: { status: error.status, message: error.message } };
}

function words(answer: Terminated | Refused): string {
  if ("error" in answer) return `${answer.id} refused: ${answer.error.message}`;
  const { id, status, stopping, below } = answer;
  return `${id} ${stopping ? "stopping" : status}${below > 0 ? `, with ${below} below it` : ""}`;
}
