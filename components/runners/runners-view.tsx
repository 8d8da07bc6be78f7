"use client";

import { LoadFailure, type LoadFault, StaleNotice } from "#components/executions/load-failure.tsx";
import { NeverUsed } from "#components/ui/empty-states.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { RunnerView } from "#server/domain/runner-views.ts";
import { RunnerSection } from "./runner-section.tsx";

export interface RunnersViewProps {
  /** Null while they come for the first time, or could not be loaded. */
  runners: RunnerView[] | null;
  fault: LoadFault | null;
  onDrain: (runner: RunnerView) => void;
  onUndrain: (runner: RunnerView) => void;
}

/** All runners and what their replicas run. */
export function RunnersView(props: RunnersViewProps) {
  const { runners, fault } = props;
  return (
    <div className="flex min-h-96 grow flex-col gap-4 py-4">
      <div className="px-3 sm:px-5">
        <PageHeader title="Runners" />
      </div>
      {fault && runners && <StaleNotice fault={fault} />}
      <div className={fault ? "px-3 opacity-60 sm:px-5" : "px-3 sm:px-5"}>
        <List {...props} />
      </div>
    </div>
  );
}

function List({ runners, fault, ...act }: RunnersViewProps) {
  if (runners === null) {
    if (fault) return <LoadFailure what="The runners could not be loaded." fault={fault} />;
    return <Skeleton className="h-40 rounded-md" />;
  }
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
