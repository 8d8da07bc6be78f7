"use client";

import dynamic from "next/dynamic";
import { type ReactNode, useMemo } from "react";
import type { MoveDeadline } from "#components/executions/deadline-dialog.tsx";
import { type LoadFault, StaleNotice } from "#components/executions/load-failure.tsx";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { useShortcuts } from "#components/shell/shortcuts.tsx";
import { Announcement } from "#components/ui/announcement.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/class-names.ts";
import { useFetchSoon } from "#components/ui/first-sign.ts";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { canRerun, canTerminate } from "#server/domain/permissions.ts";
import type { ExecutionDetail, ExecutionEventView } from "#server/domain/views.ts";
import { announcedWords } from "./announced-words.ts";
import { ExecutionFacts } from "./execution-facts.tsx";
import { ExecutionHeader } from "./execution-header.tsx";
import { type ExecutionTab, ExecutionTabs } from "./execution-tabs.tsx";
import type { ChangeLabels } from "./label-section.tsx";
import { QueuedEnd } from "./queued-end.tsx";
import { ResetNotice } from "./reset-notice.tsx";
import { RetryNotice } from "./retry-notice.tsx";
import { StallNotice } from "./stall-notice.tsx";
import type { GiveOrder } from "./stop-controls.tsx";
import { type StopLadder, stopLadder } from "./stop-ladder.ts";

const stopSection = () => import("./stop-section.tsx");
/** It comes with a page that has a stop to tell. */
const StopSection = dynamic(() => stopSection().then((module) => module.StopSection), {
  loading: () => <Skeleton className="h-32 rounded-md" />,
});
const SOON = [stopSection];

export interface ExecutionViewProps {
  execution: ExecutionDetail;
  /** Undefined while they are loaded. */
  events: ExecutionEventView[] | undefined;
  fault: LoadFault | null;
  tab: ExecutionTab;
  onTab: (tab: ExecutionTab) => void;
  logs: ReactNode;
  timeline: ReactNode;
  /** How long runs like it take. */
  pastRuns: ReactNode;
  metrics: ReactNode;
  autopsies: ReactNode;
  /** What people did to it. */
  audit: ReactNode;
  /** Somebody wants to search its log. */
  onSearchLog: () => void;
  onTerminate: () => void;
  onRerun: () => void;
  onOrder: GiveOrder;
  onDeadline: MoveDeadline;
  onLabels: ChangeLabels;
}

const LOG_KEY = { keys: "l", label: "Show its log" };
const SEARCH_KEY = { keys: "/", label: "Search its log" };
const METRICS_KEY = { keys: "m", label: "Show its metrics" };
const TERMINATE_KEY = { keys: "t", label: "Terminate it" };
const RERUN_KEY = { keys: "r", label: "Rerun it" };
const ANOTHER_KEY = { keys: "r", label: "Start another like it" };

/** One execution, whole. */
export function ExecutionView(props: ExecutionViewProps) {
  const { execution, events, fault, onTab } = props;
  const ladder = ladderOf(execution, events);
  useFetchSoon(SOON);
  const stoppable = canTerminate(execution);
  const repeatable = canRerun(execution);
  // Only what would happen is offered: the palette and the help sheet list these.
  const keys = useMemo(
    () => [
      LOG_KEY,
      SEARCH_KEY,
      METRICS_KEY,
      ...(stoppable ? [TERMINATE_KEY] : []),
      repeatable ? RERUN_KEY : ANOTHER_KEY,
    ],
    [stoppable, repeatable],
  );
  useShortcuts("This execution", keys, (key) => {
    if (key === "l") onTab("logs");
    else if (key === "m") onTab("metrics");
    else if (key === "/") props.onSearchLog();
    else if (key === "t") props.onTerminate();
    else props.onRerun();
  });
  return (
    <div className="flex flex-col gap-4 py-4">
      <Announcement words={announcedWords(execution, ladder, useFormatNumber())} />
      {fault && <StaleNotice fault={fault} />}
      <div className={cn("flex flex-col gap-4 px-3 sm:px-5", fault && "greyed")}>
        <ExecutionHeader {...props} />
        <Stop {...props} ladder={ladder} />
        <ResetNotice execution={execution} />
        <StallNotice execution={execution} />
        <RetryNotice execution={execution} />
        {execution.status === "failed" && execution.message && (
          <Banner
            kind="error"
            read="never"
            action={
              execution.error && (
                <Button size="sm" onClick={() => onTab("values")}>
                  Show the error
                </Button>
              )
            }
          >
            {execution.message}
          </Banner>
        )}
        <div className="grid gap-6 lg:grid-cols-3">
          <div className="min-w-0 lg:col-span-2">
            <ExecutionTabs {...props} />
            {props.audit}
          </div>
          <ExecutionFacts execution={execution} onLabels={props.onLabels} pastRuns={props.pastRuns} />
        </div>
      </div>
    </div>
  );
}

function hasBegun({ attempts, attempt }: ExecutionDetail): boolean {
  return attempts.some((one) => one.attempt === attempt);
}

/** Of the present attempt. Without its events a ladder would call rungs unproven that are. */
function ladderOf(execution: ExecutionDetail, events: ExecutionEventView[] | undefined): StopLadder | null {
  const { stop, attempt } = execution;
  return stop && events && hasBegun(execution) ? stopLadder(events, attempt, stop) : null;
}

type StopProps = Pick<ExecutionViewProps, "execution" | "events" | "onOrder"> & { ladder: StopLadder | null };

function Stop({ events, ...section }: StopProps) {
  const { status, stop, unverified } = section.execution;
  if (hasBegun(section.execution)) return stop && <StopSection {...section} />;
  return status === "terminated" && <QueuedEnd events={events ?? []} unverified={unverified} />;
}
