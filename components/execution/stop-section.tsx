"use client";

import { Skeleton } from "#components/ui/skeleton.tsx";
import type { ExecutionDetail } from "#server/domain/views.ts";
import { StopBanner } from "./stop-banner.tsx";
import { type GiveOrder, StopControls } from "./stop-controls.tsx";
import type { StopLadder } from "./stop-ladder.ts";

export interface StopSectionProps {
  execution: ExecutionDetail;
  /** Null while its events are loaded. */
  ladder: StopLadder | null;
  onOrder: GiveOrder;
}

/** What the stop of the present attempt has come to, and what can be done about it. */
export function StopSection({ execution, ladder, onOrder }: StopSectionProps) {
  if (!ladder) return <Skeleton className="h-32 rounded-md" />;
  return (
    <StopBanner
      ladder={ladder}
      policy={execution.policy}
      ending={execution}
      controls={<StopControls execution={execution} ladder={ladder} onOrder={onOrder} />}
      shared={execution}
    />
  );
}
