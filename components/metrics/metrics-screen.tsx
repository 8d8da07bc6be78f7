"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { LoadFailure } from "#components/executions/load-failure.tsx";
import { useLoadFault } from "#components/executions/use-load-fault.ts";
import { useTRPC } from "#components/trpc/context.ts";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { isTerminal } from "#server/domain/status.ts";
import type { ExecutionDetail, ExecutionEventView } from "#server/domain/views.ts";

/** A chart is a few hundred pixels wide. */
const POINTS = 300;

/** The charts come when their tab is opened: nothing else needs them. */
const MetricsView = dynamic(() => import("./metrics-view.tsx").then((module) => module.MetricsView), {
  ssr: false,
  loading: () => <Waiting />,
});

export interface MetricsScreenProps {
  execution: ExecutionDetail;
  /** Undefined while they are loaded. */
  events: ExecutionEventView[] | undefined;
}

/** What one execution used and reported over time, live. */
export function MetricsScreen({ execution, events }: MetricsScreenProps) {
  const options = useTRPC().executions.samples.queryOptions({ id: execution.id, points: POINTS });
  const samples = useQuery(options);
  const fault = useLoadFault(samples, options.queryKey);
  if (execution.attempts.length === 0)
    return <p className="text-ink-muted">No attempt has started, so nothing was measured.</p>;
  if (samples.data && events)
    return (
      <MetricsView
        samples={samples.data}
        events={events}
        attempts={execution.attempts.length}
        points={POINTS}
        ended={isTerminal(execution.status)}
        downloadHref={`/api/executions/${execution.id}/metrics`}
      />
    );
  if (fault) return <LoadFailure what="The metrics could not be loaded." fault={fault} />;
  return <Waiting />;
}

function Waiting() {
  return <Skeleton className="h-96 rounded-md" />;
}
