"use client";

import type { ReactNode } from "react";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "#components/ui/tabs.tsx";
import type { ExecutionDetail } from "#server/domain/views.ts";
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
  tab: ExecutionTab;
  onTab: (tab: ExecutionTab) => void;
  timeline: ReactNode;
  /** The log, which reads its own lines. */
  logs: ReactNode;
  /** What it used and reported over time; it reads that itself. */
  metrics: ReactNode;
  /** What it did when it was killed; it reads that itself. */
  autopsies: ReactNode;
}

/** What it did, said, took and gave. */
export function ExecutionTabs(props: ExecutionTabsProps) {
  const { execution, tab, onTab, timeline, logs, metrics, autopsies } = props;
  return (
    <Tabs value={tab} onValueChange={(value) => onTab(value as ExecutionTab)}>
      <TabsList aria-label="About this execution">
        {EXECUTION_TABS.map((name) => (
          <TabsTrigger key={name} value={name}>
            {LABELS[name]}
          </TabsTrigger>
        ))}
      </TabsList>
      <TabsContent value="timeline">{timeline}</TabsContent>
      <TabsContent value="logs">{logs}</TabsContent>
      <TabsContent value="metrics">{metrics}</TabsContent>
      <TabsContent value="autopsy">{autopsies}</TabsContent>
      <TabsContent value="values">
        <InputOutput execution={execution} />
      </TabsContent>
    </Tabs>
  );
}
