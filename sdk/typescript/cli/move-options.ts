import type { Command } from "commander";
import { UsageFault, wholeNumber } from "./input.ts";

/** Where a deadline is moved to, as it is typed: one of them. */
export interface TypedMove {
  in?: string | undefined;
  by?: string | undefined;
  at?: string | undefined;
}

export function addMoveOptions(command: Command, what = "it"): Command {
  return command
    .option("--in <seconds>", `move ${what} to so many seconds from now`)
    .option("--by <seconds>", `move ${what} by so many seconds; -300 is 5 minutes earlier`)
    .option("--at <time>", `move ${what} to a time, for instance 2026-11-01T10:00:00Z`);
}

export function moveOf({ in: inTyped, by, at }: TypedMove) {
  const given = [inTyped, by, at].filter((typed) => typed !== undefined);
  if (given.length !== 1) throw new UsageFault("Give one of --in, --by and --at");
  if (inTyped !== undefined) return { inSeconds: wholeNumber("--in", inTyped) };
  if (by !== undefined) return { bySeconds: wholeNumber("--by", by) };
  const time = new Date(at ?? "");
  if (Number.isNaN(time.getTime())) throw new UsageFault(`--at must be a time, not ${at}`);
  return { at: time.toISOString() };
}
