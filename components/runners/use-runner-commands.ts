"use client";

import { useMemo } from "react";
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
  const commands = runnerCommands(runners);
  const key = commands.map(({ label }) => label).join("\n");
  const labels = useMemo(() => (key === "" ? [] : key.split("\n")), [key]);
  useCommands("Runners", labels, (label) => {
    const found = commands.find((command) => command.label === label);
    if (found) (found.does === "drain" ? onDrain : onUndrain)(found.runner);
  });
}
