"use client";

import type { ReactNode } from "react";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "#components/ui/tabs.tsx";
import type { ExecutionDetail, ExecutionEventView } from "#server/domain/views.ts";
import { AttemptRows } from "./attempt-rows.tsx";
import { EventList } from "./event-list.tsx";
import { InputOutput } from "./input-output.tsx";

export const EXECUTION_TABS = ["timeline", "logs", "metrics", "autopsy", "values"] as const;
export type ExecutionTab = (typeof EXECUTION_TABS)[number];

const LABELS: Record<ExecutionTab, string> = {
  timeline: "Timeline",
  logs: "Logs",
  metrics: "Metrics",
  autopsy: "Autopsy",
  values: "Input and output",
};

export interface ExecutionTabsProps {
  execution: ExecutionDetail;
  /** Undefined while they are loaded. */
  events: ExecutionEventView[] | undefined;
  tab: ExecutionTab;
  onTab: (tab: ExecutionTab) => void;
  /** The log, which reads its own lines. */
  logs: ReactNode;
  /** What it has to do with others, over time; it reads that itself. */
  family: ReactNode;
  /** What it used and reported over time; it reads that itself. */
  metrics: ReactNode;
  /** What it did when it was killed; it reads that itself. */
  autopsies: ReactNode;
}

/** What it did, said, took and gave. */
export function ExecutionTabs(props: ExecutionTabsProps) {
  const { execution, events, tab, onTab, family, logs, metrics, autopsies } = props;
  return (
    <Tabs value={tab} onValueChange={(value) => onTab(value as ExecutionTab)}>
      <TabsList aria-label="About this execution">
        {EXECUTION_TABS.map((name) => (
          <TabsTrigger key={name} value={name}>
            {LABELS[name]}
          </TabsTrigger>
        ))}
      </TabsList>
      <TabsContent value="timeline">
        <Timeline execution={execution} events={events} family={family} />
      </TabsContent>
      <TabsContent value="logs">{logs}</TabsContent>
      <TabsContent value="metrics">{metrics}</TabsContent>
      <TabsContent value="autopsy">{autopsies}</TabsContent>
      <TabsContent value="values">
        <InputOutput execution={execution} />
      </TabsContent>
    </Tabs>
  );
}

function Timeline({
  execution,
  events,
  family,
}: Pick<ExecutionTabsProps, "execution" | "events" | "family">) {
  if (!events) return <Skeleton className="h-64 rounded-md" />;
  return (
    <div className="flex flex-col gap-5">
      <AttemptRows execution={execution} events={events} />
      {family}
      <EventList events={events} severalAttempts={execution.attempts.length > 1} />
    </div>
  );
}
