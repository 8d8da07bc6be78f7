import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { projectRoot } from "#server/project-root.ts";

const JUMPS_MS = [-7_200_000, -45_000, 45_000, 7_200_000];

/** The wall clock of one host: what is started with its variables has it, and the machine's own stays as it is. */
export class HostClock {
  readonly variables: Record<string, string>;
  readonly #file: string;
  #shiftMs = 0;

  constructor(folder: string, host: string) {
    this.#file = join(folder, `clock-${host}`);
    const preload = pathToFileURL(join(projectRoot(), "server", "chaos", "shifted-clock.mjs"));
    const options = [process.env.NODE_OPTIONS, `--import=${preload}`].filter(Boolean).join(" ");
    this.variables = { NODE_OPTIONS: options, CHAOS_CLOCK: this.#file };
  }

  jump(pick: (choices: readonly number[]) => number): void {
    this.#shiftMs += pick(JUMPS_MS);
    writeFileSync(this.#file, String(this.#shiftMs));
  }
}
