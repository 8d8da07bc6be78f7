"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { AuditOf } from "#components/audit/audit-section.tsx";
import { useDialogsSoon } from "#components/executions/later-dialogs.tsx";
import { LoadFailure } from "#components/executions/load-failure.tsx";
import { TerminateScreen } from "#components/executions/terminate-screen.tsx";
import { useLoadFault } from "#components/executions/use-load-fault.ts";
import { useDeadline } from "#components/executions/use-row-orders.ts";
import { useTRPC } from "#components/trpc/context.ts";
import { failureWords } from "#components/trpc/failure-words.ts";
import { isMissing } from "#components/trpc/refetch-policy.ts";
import { Button } from "#components/ui/button.tsx";
import { NotThere } from "#components/ui/empty-states.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { isTerminal } from "#server/domain/status.ts";
import type { ExecutionDetail } from "#server/domain/views.ts";
import { ExecutionView } from "./execution-view.tsx";
import { useEvents } from "./use-events.ts";
import { useExecutionTab, useLogAttempt } from "./use-execution-tab.ts";
import { useListNeighbours } from "./use-list-neighbours.ts";
import { useStopOrders } from "./use-orders.ts";

// Each tab comes with what it needs when it is opened; the one that is open comes with the page.
const AutopsyScreen = dynamic(() =>
  import("#components/autopsy/autopsy-screen.tsx").then((module) => module.AutopsyScreen),
);
const LogsScreen = dynamic(() =>
  import("#components/logs/logs-screen.tsx").then((module) => module.LogsScreen),
);
const Timeline = dynamic(() => import("./timeline.tsx").then((module) => module.Timeline));
const MetricsScreen = dynamic(() =>
  import("#components/metrics/metrics-screen.tsx").then((module) => module.MetricsScreen),
);
const FamilyScreen = dynamic(() => import("./family-screen.tsx").then((module) => module.FamilyScreen));
const PastRunsScreen = dynamic(() =>
  import("./past-runs-screen.tsx").then((module) => module.PastRunsScreen),
);
const RerunDialog = dynamic(() => import("./rerun-dialog.tsx").then((module) => module.RerunDialog));

function hasFamily({ parentId, children }: ExecutionDetail): boolean {
  return parentId !== null || children.length > 0;
}

/** One execution, live. */
export function ExecutionScreen({ id }: { id: string }) {
  const options = useTRPC().executions.get.queryOptions({ id });
  const execution = useQuery(options);
  const fault = useLoadFault(execution, options.queryKey);
  if (!execution.data) {
    if (isMissing(execution.error)) {
      return (
        <NotThere sentence={`There is no execution ${id}.`}>
          <Button asChild>
            <Link href="/executions">All executions</Link>
          </Button>
        </NotThere>
      );
    }
    if (fault) return <LoadFailure page what={`The execution ${id} could not be loaded.`} fault={fault} />;
    return <Skeleton className="m-5 h-96 rounded-md" />;
  }
  return <Loaded execution={execution.data} fault={fault} />;
}

interface LoadedProps {
  execution: ExecutionDetail;
  fault: ReturnType<typeof useLoadFault>;
}

function Loaded({ execution, fault }: LoadedProps) {
  const trpc = useTRPC();
  const events = useEvents(execution.id, !isTerminal(execution.status));
  const eventsFault = useLoadFault(events, trpc.executions.events.queryKey({ id: execution.id }));
  const [tab, setTab] = useExecutionTab(execution);
  const order = useStopOrders(execution.id);
  const moveDeadline = useDeadline();
  const label = useMutation(trpc.executions.label.mutationOptions());
  const [asked, ask] = useState<"terminate" | "rerun" | null>(null);
  const [searchWanted, wantSearch] = useState(false);
  useDialogsSoon();
  useListNeighbours(execution.id);
  return (
    <>
      <ExecutionView
        execution={execution}
        events={events.data}
        fault={fault ?? eventsFault}
        tab={tab}
        onTab={setTab}
        logs={<Logs execution={execution} searchWanted={searchWanted} onSearchWanted={wantSearch} />}
        onSearchLog={() => {
          setTab("logs");
          wantSearch(execution.attempts.length > 0);
        }}
        timeline={
          <Timeline
            execution={execution}
            events={events.data}
            family={hasFamily(execution) && <FamilyScreen execution={execution} />}
          />
        }
        pastRuns={<PastRunsScreen execution={execution} />}
        metrics={<MetricsScreen execution={execution} events={events.data} />}
        audit={<AuditOf subjectType="execution" subjectId={execution.id} />}
        autopsies={<AutopsyScreen id={execution.id} />}
        onTerminate={() => ask("terminate")}
        onRerun={() => ask("rerun")}
        onOrder={order}
        onDeadline={(to) => moveDeadline(execution.id, to)}
        onLabels={(change) => label.mutateAsync({ id: execution.id, ...change })}
      />
      <TerminateScreen asked={asked === "terminate" ? execution : null} onClose={() => ask(null)} />
      {asked === "rerun" && <Rerun execution={execution} onClose={() => ask(null)} />}
    </>
  );
}

interface LogsProps {
  execution: ExecutionDetail;
  searchWanted: boolean;
  onSearchWanted: (wanted: boolean) => void;
}

function Logs({ execution, ...search }: LogsProps) {
  const attempts = execution.attempts.map(({ attempt }) => attempt);
  const [attempt, setAttempt] = useLogAttempt(attempts);
  if (attempts.length === 0)
    return <p className="text-ink-muted">No attempt has started, so there is no log.</p>;
  return (
    <LogsScreen
      key={attempt}
      executionId={execution.id}
      attempts={attempts}
      attempt={attempt}
      onAttempt={setAttempt}
      {...search}
    />
  );
}

interface AskProps {
  execution: ExecutionDetail;
  onClose: () => void;
}

function Rerun({ execution, onClose }: AskProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const service = useQuery(trpc.services.get.queryOptions({ name: execution.serviceName }));
  const onSuccess = ({ id }: { id: string }) => {
    onClose();
    router.push(`/executions/${id}`);
  };
  const rerun = useMutation(trpc.executions.rerun.mutationOptions({ onSuccess }));
  const another = useMutation(trpc.executions.create.mutationOptions({ onSuccess }));
  // What was asked for stays what it is when the one that lived ends meanwhile.
  const [ended] = useState(isTerminal(execution.status));
  const asked = ended ? rerun : another;
  const { id, serviceName, functionName, priority, labels } = execution;
  const functions = service.data?.config.program.functions;
  return (
    <RerunDialog
      execution={execution}
      ended={ended}
      // A function that a later revision dropped is refused by the server; its input is shown all the same.
      schema={functions && (functions[functionName]?.inputSchema ?? {})}
      onClose={onClose}
      onRerun={(input) =>
        ended
          ? rerun.mutate({ id, input })
          : another.mutate({ service: serviceName, functionName, input, priority, labels })
      }
      pending={asked.isPending}
      error={
        asked.error && {
          message: failureWords(asked.error, "it was started"),
          faults: asked.error.data?.faults ?? [],
        }
      }
    />
  );
}
