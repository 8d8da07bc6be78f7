import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** One life of an attempt, as its own code wrote it down; nanoseconds of the monotonic clock. */
export interface Life {
  attempt: number;
  pid: number;
  from: bigint;
  to: bigint;
  finished: boolean;
  /** It is a process that the code left behind. */
  stray: boolean;
}

/** The lives of every execution that wrote anything, by execution. A line that a kill cut short is left out. */
export function readJournals(folder: string): Map<string, Life[]> {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return new Map(names.map((name) => [name, livesOf(readFileSync(join(folder, name), "utf8"))]));
}

/** Lines are `attempt what nanoseconds pid`; a process and an attempt together are one life. */
export function livesOf(text: string): Life[] {
  const lives = new Map<string, Life>();
  for (const line of text.split("\n")) {
    const match = /^(\d+) (begin|beat|end|stray) (\d+) (\d+)$/.exec(line);
    if (!match) continue;
    const [, attempt = "", what, time = "", pid = ""] = match;
    const at = BigInt(time);
    const stray = what === "stray";
    const begun = { attempt: Number(attempt), pid: Number(pid), from: at, to: at, finished: false, stray };
    const life = lives.get(`${attempt} ${pid}`) ?? begun;
    lives.set(`${attempt} ${pid}`, { ...life, to: at, finished: what === "end" });
  }
  return [...lives.values()];
}

/** Two lives of one execution that were there at the same time; null when there are none. A stray may live beside its own attempt. */
export function findOverlap(lives: readonly Life[]): [Life, Life] | null {
  const sorted = lives.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  for (const [index, later] of sorted.entries()) {
    const earlier = sorted
      .slice(0, index)
      .find(
        (life) => life.to > later.from && !(life.attempt === later.attempt && (life.stray || later.stray)),
      );
    if (earlier) return [earlier, later];
  }
  return null;
}
