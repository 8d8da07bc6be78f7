"use client";

import { RelativeTime } from "#components/time/relative-time.tsx";
import { Banner } from "#components/ui/banner.tsx";
import type { ExecutionDetail } from "#server/domain/views.ts";

/** Says that it counts as stalled, for as long as nobody has asked it to stop. */
export function StallNotice({ execution }: { execution: Pick<ExecutionDetail, "stalledAt" | "stop"> }) {
  const { stalledAt, stop } = execution;
  if (!stalledAt || stop) return null;
  return (
    <Banner kind="warning">
      It gives no sign of work, and has counted as stalled for <RelativeTime at={stalledAt} bare />.
    </Banner>
  );
}
