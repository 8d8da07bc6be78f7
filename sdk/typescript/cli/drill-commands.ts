import type { Command } from "commander";
import type { Drill } from "../client/types.ts";
import type { Tools } from "./execution-commands.ts";
import { msWords } from "./figure-commands.ts";
import { type InputOptions, readInput, wholeNumber } from "./input.ts";
import { table } from "./table.ts";
import { show } from "./terminal.ts";

type Options = InputOptions & { function?: string; after: string; detach?: boolean };

/** Runs that are started to see whether they stop. */
export function addDrillCommands(services: Command, tools: () => Tools): void {
  services
    .command("drill <name>")
    .description("start a run, ask it to stop, and tell whether it did in time; ends with 1 when it did not")
    .option("--function <name>", "which of its functions")
    .option("--input <json>", "its input, a JSON object")
    .option("--input-file <file>", "the input from a file, - for stdin")
    .option("--set <key=value...>", "single fields of the input")
    .option("--after <seconds>", "how long it runs before it is asked to stop", "5")
    .option("--detach", "print its id and do not wait")
    .action(async (name: string, options: Options) => {
      const { client, terminal, exit } = tools();
      const input = readInput(options);
      const { id } = await client.services.drill(name, {
        runSeconds: wholeNumber("--after", options.after),
        ...(options.function !== undefined && { functionName: options.function }),
        ...(input && { input }),
      });
      if (options.detach) return terminal.print(id);
      const drill = await client.services.drilled(name, id);
      show(terminal, drill, drillWords);
      exit(drill.outcome === "passed" ? 0 : 1);
    });
  services
    .command("drills <name>")
    .description("its drills, newest first")
    .action(async (name: string) => {
      const { client, terminal } = tools();
      show(terminal, await client.services.drills(name), drillTable);
    });
}

const PHASES: Record<NonNullable<Drill["phase"]>, string> = {
  starting: "It is being started.",
  waiting: "Nothing runs it yet.",
  running: "It runs.",
  stopping: "It was asked to stop, and has not ended yet.",
  ended: "It has ended; what came of it is not written down yet.",
};

/** What came of a drill, or where it stands, in one sentence. */
export function drillWords({ outcome, phase, tookMs, allowedMs, signal, saved }: Drill): string {
  const took = typeof tookMs === "number" ? msWords(tookMs) : "an unknown time";
  const allowed = typeof allowedMs === "number" ? ` of the ${msWords(allowedMs)} that it has` : "";
  const how = signal ? `after ${signal}` : "without a signal";
  const state = saved ? "and saved its state" : "and saved nothing after the request";
  switch (outcome) {
    case null:
      return phase ? PHASES[phase] : "It goes on.";
    case "passed":
      return `It stopped in ${took}${allowed}, ${how}, ${state}.`;
    case "failed":
      return `It did not stop by itself: it was gone ${took} after the request, ${how}, ${state}.`;
    case "ended-early":
      return "It ended by itself before it was asked to stop: choose an input that runs longer.";
    case "not-started":
      return "Nothing has begun to run it.";
    case "other-stop":
      return "Something else stopped it first.";
    case "unverified":
      return "It was lost: nobody saw its end.";
  }
}

function drillTable(drills: Drill[]): string {
  const rows = drills.map((drill) => [
    drill.createdAt,
    drill.createdBy,
    drill.functionName,
    drill.outcome ?? "goes on",
    drillWords(drill),
  ]);
  return table(["WHEN", "BY", "FUNCTION", "OUTCOME", "WORDS"], rows);
}
