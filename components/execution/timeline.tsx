"use client";

import type { ReactNode } from "react";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { ExecutionDetail, ExecutionEventView } from "#server/domain/views.ts";
import { AttemptRows } from "./attempt-rows.tsx";
import { EventList } from "./event-list.tsx";

export interface TimelineProps {
  execution: ExecutionDetail;
  /** Undefined while they are loaded. */
  events: ExecutionEventView[] | undefined;
  /** What it has to do with others, over time; it reads that itself. */
  family: ReactNode;
}

/** Its attempts, its family and its events, over time. */
export function Timeline({ execution, events, family }: TimelineProps) {
  if (!events) return <Skeleton className="h-64 rounded-md" />;
  return (
    <div className="flex flex-col gap-5">
      <AttemptRows execution={execution} events={events} />
      {family}
      <EventList events={events} severalAttempts={execution.attempts.length > 1} />
    </div>
  );
}
