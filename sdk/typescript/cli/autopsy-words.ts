import type { AttemptAutopsies, Autopsy } from "../client/types.ts";

/** Where the newest attempt was when it was killed, a line each; nothing when it was not. `--json` has all of it. */
export function autopsyFacts([newest]: AttemptAutopsies[]): string[] {
  const last = newest?.autopsies.at(-1);
  if (last) return [`Killed at ${placeOf(last)} (before ${last.signal})`];
  return newest?.missing ? [`Autopsy   none: ${newest.missing}`] : [];
}

function placeOf({ blockedAt, noStacks, threads }: Autopsy): string {
  return blockedAt ?? threads[0]?.note ?? noStacks ?? "an unknown place";
}
