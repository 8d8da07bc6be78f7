"use client";

import { useCommands } from "#components/shell/shortcuts.tsx";
import type { RunnerView } from "#server/domain/runner-views.ts";
import { runnerCommands } from "./runner-commands.ts";

interface RunnerActs {
  runners: readonly RunnerView[];
  onDrain: (runner: RunnerView) => void;
  onUndrain: (runner: RunnerView) => void;
}

/** What the buttons of all runners do, by name. */
export function useRunnerCommands({ runners, onDrain, onUndrain }: RunnerActs): void {
  const commands = runnerCommands(runners).map(
    ({ label, does, runner }) => [label, () => (does === "drain" ? onDrain : onUndrain)(runner)] as const,
  );
  useCommands("Runners", Object.fromEntries(commands));
}
