"use client";

import type { LoadFault } from "#components/executions/load-failure.tsx";
import { Loaded } from "#components/executions/loaded.tsx";
import { useRowFocus } from "#components/shell/use-row-focus.ts";
import { NeverUsed } from "#components/ui/empty-states.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { RunnerView } from "#server/domain/runner-views.ts";
import { RunnerSection } from "./runner-section.tsx";
import { useRunnerCommands } from "./use-runner-commands.ts";

export interface RunnersViewProps {
  /** Null while they come for the first time, or could not be loaded. */
  runners: RunnerView[] | null;
  fault: LoadFault | null;
  onDrain: (runner: RunnerView) => void;
  onUndrain: (runner: RunnerView) => void;
  onLoss: (runner: RunnerView) => void;
}

/** All runners and what their replicas run. */
export function RunnersView({ runners, fault, ...act }: RunnersViewProps) {
  return (
    <div className="flex min-h-96 grow flex-col gap-4 py-4">
      <div className="px-3 sm:px-5">
        <PageHeader title="Runners" />
      </div>
      <Loaded data={runners} fault={fault} what="runners" className="px-3 sm:px-5">
        {(loaded) => <List runners={loaded} {...act} />}
      </Loaded>
    </div>
  );
}

type ListProps = Omit<RunnersViewProps, "runners" | "fault"> & { runners: RunnerView[] };

function List({ runners, ...act }: ListProps) {
  useRunnerCommands({ runners, ...act });
  useRowFocus(
    "Replicas",
    "replica’s service",
    runners.some(({ replicas }) => replicas.length > 0),
  );
  if (runners.length === 0) {
    return (
      <NeverUsed
        sentence="No runner is here: executions wait until one is started."
        command="npm run runner"
      />
    );
  }
  const versions = new Set(runners.filter(({ state }) => state === "active").map(({ version }) => version));
  return (
    <div className="flex flex-col gap-8">
      {runners.map((runner) => (
        <RunnerSection key={runner.id} runner={runner} isMixed={versions.size > 1} {...act} />
      ))}
    </div>
  );
}
