import type { FormatNumber } from "#components/locale/format-number.ts";
import { WORKER_KINDS, type WorkerKind } from "#server/domain/bulk.ts";
import type { StopMode } from "#server/domain/stop.ts";

/** What a mode does to those that run in each way. */
const MEANINGS: Record<StopMode, Record<WorkerKind, string>> = {
  checkpoint: {
    own: "asked to stop at the next checkpoint; SIGTERM after the grace period of each",
    shared: "asked to stop at the next checkpoint; for who ignores that, a reset of its replica",
    command: "SIGTERM at once, with time to end by itself",
  },
  save: {
    own: "goes on until it has saved, for its grace period at most",
    shared: "goes on until it has saved, for its grace period at most",
    command: "SIGTERM at once, with time to end by itself: a command has no saves",
  },
  now: {
    own: "SIGTERM at once; work since the last save is lost",
    shared: "no signal; a reset of its replica begins, and waits for what else runs there",
    command: "SIGTERM at once; what it has not kept is lost",
  },
};

const LABELS: Record<StopMode, string> = {
  checkpoint: "At the next checkpoint",
  save: "Save, then stop",
  now: "Now",
};

const KINDS: Record<WorkerKind, (count: string) => string> = {
  own: (count) => `${count} in a worker of their own`,
  shared: (count) => `${count} in shared workers`,
  command: (count) => `${count} ${count === "1" ? "command" : "commands"}`,
};

export interface ModeChoice {
  value: StopMode;
  label: string;
  /** What it does; a line for each way to run, where there are several. */
  lines: string[];
}

/**
 * How those can be stopped, the usual way first; empty when none of them is at work. `workers` is null while nobody has
 * counted: any of them may run in any way.
 */
export function modeChoices(
  workers: Record<WorkerKind, number> | null,
  formatNumber: FormatNumber,
): ModeChoice[] {
  const kinds = WORKER_KINDS.filter((kind) => workers === null || workers[kind] > 0);
  return modesFor(kinds).map((mode) => ({
    value: mode,
    label: mode === "checkpoint" && kinds.every((kind) => kind === "command") ? "Let them end" : LABELS[mode],
    lines: kinds.map((kind) => {
      if (kinds.length === 1) return MEANINGS[mode][kind];
      const count = workers ? formatNumber(workers[kind]) : "Those";
      return `${workers || kind !== "command" ? KINDS[kind](count) : "Commands"}: ${MEANINGS[mode][kind]}`;
    }),
  }));
}

/** A command has nothing to save by; nothing in a shared worker can be signalled alone. */
function modesFor(kinds: WorkerKind[]): StopMode[] {
  if (kinds.length === 0) return [];
  const [only] = kinds.length === 1 ? kinds : [];
  if (only === "command") return ["checkpoint", "now"];
  return only === "shared" ? ["checkpoint", "save"] : ["checkpoint", "save", "now"];
}

export function modeWords(mode: StopMode | undefined): string {
  return LABELS[mode ?? "checkpoint"];
}
