"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#components/trpc/context.ts";
import { Section } from "#components/ui/section.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { ExecutionDetail } from "#server/domain/views.ts";
import { PastRuns } from "./past-runs.tsx";

/** Is this one slow? Beside the rest of the page, which does not wait for it. */
export function PastRunsScreen({ execution }: { execution: ExecutionDetail }) {
  const durations = useQuery(useTRPC().executions.durations.queryOptions({ id: execution.id }));
  if (durations.data) return <PastRuns execution={execution} durations={durations.data} />;
  const title = `Runs of ${execution.functionName}`;
  return (
    <Section title={title}>
      {durations.error ? (
        <p className="text-ink-muted">Earlier runs could not be loaded. {durations.error.message}</p>
      ) : (
        <Skeleton className="h-24" />
      )}
    </Section>
  );
}
