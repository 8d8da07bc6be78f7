"use client";

import { AlarmClock, Hourglass } from "lucide-react";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { formatAge, formatDuration } from "#components/time/format-duration.ts";
import { useNow } from "#components/time/now-provider.tsx";
import { cn } from "#components/ui/class-names.ts";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { isOverdue } from "#server/domain/deadline.ts";
import { isSlow } from "#server/domain/overview.ts";
import type { ExecutionRow, StopView } from "#server/domain/views.ts";
import { RUNG_SHORT, RUNG_WORDS, stateOf } from "./state.tsx";
import { ExecutionState, StateBadge } from "./state-badge.tsx";
import { useP95 } from "./typical.tsx";

/** The state in a row: with its rung while it stops, and the overdue mark beside it. */
export function StateCell({ execution }: { execution: ExecutionRow }) {
  const state = stateOf(execution);
  const moving = state === "stopping" || state === "lost";
  return (
    <span className="flex min-w-0 items-center gap-2">
      {moving && execution.stop ? (
        <StateBadge state={state} detail={<RungNow stop={execution.stop} />} />
      ) : (
        <ExecutionState execution={execution} />
      )}
      {execution.status === "in-progress" && <OverdueMark execution={execution} />}
      {state === "in-progress" && execution.stalledAt && <StalledMark since={execution.stalledAt} />}
    </span>
  );
}

/** The rung that a stop has reached and for how long it waits there: `seen 2 s`. */
export function RungNow({ stop }: { stop: StopView }) {
  const age = formatAge(useNow() - stop.rungAt.getTime());
  return (
    <span title={`${RUNG_WORDS[stop.rung]}${stop.signal ? `, ${stop.signal} sent` : ""}`}>
      {RUNG_SHORT[stop.rung]} {age}
      {stop.signal && ` · ${stop.signal}`}
    </span>
  );
}

/** Beside the state, never instead of it: past its deadline, or longer than 95 of 100 good runs of its function took. */
export function OverdueMark({ execution }: { execution: ExecutionRow }) {
  const now = new Date(useNow());
  const formatNumber = useFormatNumber();
  const p95Ms = useP95(execution);
  const late = isOverdue(execution, now);
  if (!late && !isSlow(execution, p95Ms, now)) return null;
  const words = late
    ? "Past its deadline"
    : `Overdue: 95 of 100 good runs of ${execution.functionName} take ${formatDuration(p95Ms ?? 0, { formatNumber })} at most`;
  return (
    <Tooltip content={words}>
      <span className={cn("inline-flex items-center", late ? "text-failed" : "text-stopping")}>
        <AlarmClock aria-hidden className="size-4" />
        <span className="sr-only">overdue</span>
      </span>
    </Tooltip>
  );
}

/** The same for what gives no sign of work. */
function StalledMark({ since }: { since: Date }) {
  const age = formatAge(useNow() - since.getTime());
  return (
    <Tooltip content={`Stalled for ${age}: no sign of work`}>
      <span className="inline-flex items-center text-stopping">
        <Hourglass aria-hidden className="size-4" />
        <span className="sr-only">stalled</span>
      </span>
    </Tooltip>
  );
}
