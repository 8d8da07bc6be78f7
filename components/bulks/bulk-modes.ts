import { MODE_LABELS } from "#components/executions/mode-labels.ts";
import type { FormatNumber } from "#components/locale/format-number.ts";
import type { StopMode } from "#server/domain/stop.ts";
import { MODE_EFFECTS, offeredModes, WORKER_KINDS, type WorkerKind } from "#server/domain/stop-modes.ts";

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
  return offeredModes(kinds).map((mode) => ({
    value: mode,
    label:
      mode === "checkpoint" && kinds.every((kind) => kind === "command") ? "Let them end" : MODE_LABELS[mode],
    lines: kinds.map((kind) => {
      const { many } = MODE_EFFECTS[kind][mode];
      if (kinds.length === 1) return many;
      const count = workers ? formatNumber(workers[kind]) : "Those";
      return `${workers || kind !== "command" ? KINDS[kind](count) : "Commands"}: ${many}`;
    }),
  }));
}
