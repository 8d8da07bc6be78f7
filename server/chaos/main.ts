import { parseArgs } from "node:util";
import { systemClock } from "#server/clock.ts";
import { ChaosRun } from "./run.ts";

const { values } = parseArgs({
  options: { seed: { type: "string" }, minutes: { type: "string", default: "10" } },
});
const seed = wholeNumber("seed", values.seed ?? String(Math.floor(Math.random() * 1_000_000)));
const minutes = Number(values.minutes);
if (!(minutes > 0)) throw new Error("--minutes must be a number above 0, for example --minutes 10");
const say = (text: string) => process.stdout.write(`${text}\n`);
say(`seed ${seed}, ${minutes} minutes`);
const run = await ChaosRun.start({ seed, minutes, keeper: keeperPid(), clock: systemClock, say });
process.exitCode = (await run.toItsEnd()) ? 0 : 1;

function wholeNumber(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`--${name} must be a whole number, for example --${name} 7`);
  return Number(text);
}

/** Null where nobody can keep what loses its parents. */
function keeperPid(): number | null {
  return process.env.CHAOS_KEEPER ? Number(process.env.CHAOS_KEEPER) : null;
}
