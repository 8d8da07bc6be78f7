import type { ProcessEntry } from "#server/process/process-entry.ts";
import { isGone } from "#server/process/process-entry.ts";
import { readProcessTable, variableOf } from "#server/process/process-table.ts";
import { descendantsOf, indexChildren } from "#server/process/survivors.ts";

/** Whatever came of this run and lives. */
export interface Kin {
  living(): ProcessEntry[];
}

/**
 * All below the keeper (keeper.py): nobody leaves that by what it drops or whom it loses. Those that are there already
 * are the run's own.
 */
export class KeptKin implements Kin {
  readonly #keeper: number;
  readonly #own: Set<string>;

  constructor(keeper: number) {
    this.#keeper = keeper;
    this.#own = new Set(this.#all().map(nameOf));
  }

  living(): ProcessEntry[] {
    return this.#all().filter((entry) => !this.#own.has(nameOf(entry)));
  }

  #all(): ProcessEntry[] {
    const table = readProcessTable();
    return descendantsOf(indexChildren(table), [this.#keeper]).filter((entry) => !isGone(entry));
  }
}

/** All that carries a home of the run in its environment: where no keeper can be, and whoever drops that escapes. */
export class MarkedKin implements Kin {
  readonly #homes: readonly string[];

  constructor(homes: readonly string[]) {
    this.#homes = homes;
  }

  living(): ProcessEntry[] {
    return readProcessTable()
      .filter((entry) => !isGone(entry))
      .filter(({ pid }) => this.#homes.includes(variableOf(pid, "CURFEW_HOME") ?? ""));
  }
}

function nameOf({ pid, startTime }: ProcessEntry): string {
  return `${pid}:${startTime}`;
}
