"use client";

import { AlarmClock, Hourglass, Snail } from "lucide-react";
import type { ReactNode } from "react";
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

/** The state in a row: with its rung while it stops; what nobody has asked to stop has its marks beside it. */
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
      {state === "in-progress" && <LateMarks execution={execution} />}
      {state === "in-progress" && execution.stalledAt && <StalledMark since={execution.stalledAt} />}
    </span>
  );
}

/** The rung that a stop has reached and for how long it waits there: `seen 2 s`. */
export function RungNow({ stop }: { stop: StopView }) {
  const age = formatAge(useNow() - stop.rungAt.getTime());
  return (
    <span title={`${RUNG_WORDS[stop.rung]}${stop.signal ? `, ${stop.signal} sent` : ""}`}>
      {/* One text: of several, the later ones would move with each rung. */}
      {`${RUNG_SHORT[stop.rung]} ${age}${stop.signal ? ` · ${stop.signal}` : ""}`}
    </span>
  );
}

/**
 * Beside the state, never instead of it: past its deadline, and longer than 95 of 100 good runs of its function took. The
 * filters `is:overdue` and `is:slow` find the same.
 */
function LateMarks({ execution }: { execution: ExecutionRow }) {
  const now = new Date(useNow());
  const formatNumber = useFormatNumber();
  const p95Ms = useP95(execution);
  const usual = formatDuration(p95Ms ?? 0, { formatNumber });
  return (
    <>
      {isOverdue(execution, now) && (
        <Mark word="overdue" meaning="Overdue: past its deadline" className="text-failed">
          <AlarmClock aria-hidden className="size-4" />
        </Mark>
      )}
      {isSlow(execution, p95Ms, now) && (
        <Mark
          word="slow"
          meaning={`Slow: 95 of 100 good runs of ${execution.functionName} take ${usual} at most`}
        >
          <Snail aria-hidden className="size-4" />
        </Mark>
      )}
    </>
  );
}

/** The same for what gives no sign of work. */
function StalledMark({ since }: { since: Date }) {
  const age = formatAge(useNow() - since.getTime());
  return (
    <Mark word="stalled" meaning={`Stalled for ${age}: no sign of work`}>
      <Hourglass aria-hidden className="size-4" />
    </Mark>
  );
}

interface MarkProps {
  word: string;
  meaning: string;
  className?: string;
  children: ReactNode;
}

function Mark({ word, meaning, className = "text-stopping", children }: MarkProps) {
  return (
    <Tooltip content={meaning}>
      <span className={cn("relative z-10 inline-flex items-center", className)}>
        {children}
        <span className="sr-only">{word}</span>
      </span>
    </Tooltip>
  );
}
