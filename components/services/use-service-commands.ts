"use client";

import { useMemo } from "react";
import { useCommands } from "#components/shell/shortcuts.tsx";
import type { ServiceHeaderProps } from "./service-header.tsx";

type Acts = Omit<ServiceHeaderProps, "onTryAgain">;

/** What the buttons of a service's page do, by name. */
export function useServiceCommands(acts: Acts): void {
  const { pausedAt } = acts.service;
  const paused = pausedAt !== null;
  const { pending } = acts;
  const labels = useMemo(
    () => [
      "Start an execution of it…",
      ...(pending ? [] : [paused ? "Resume it" : "Pause it", "Restart it: new replicas, one by one"]),
      "Delete it…",
    ],
    [paused, pending],
  );
  const runs: Record<string, () => void> = {
    "Start an execution of it…": acts.onStart,
    "Resume it": acts.onResume,
    "Pause it": acts.onPause,
    "Restart it: new replicas, one by one": acts.onRestart,
    "Delete it…": acts.onDelete,
  };
  useCommands("This service", labels, (label) => runs[label]?.());
}
