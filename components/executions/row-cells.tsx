"use client";

import { TimerOff } from "lucide-react";
import { Duration } from "#components/time/duration.tsx";
import { formatAge, formatDuration } from "#components/time/format-duration.ts";
import { useNow } from "#components/time/now-provider.tsx";
import { RelativeTime } from "#components/time/relative-time.tsx";
import { ProgressBar } from "#components/ui/progress-bar.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { isOverdue } from "#server/domain/deadline.ts";
import { isTerminal } from "#server/domain/status.ts";
import type { ExecutionRow } from "#server/domain/views.ts";
import { missesDeadlineBy, remainingMs } from "./eta.ts";

interface CellProps {
  execution: ExecutionRow;
}

const NOTHING = <span className="text-ink-faint">–</span>;

/** How far it is; for what has ended, how it ended. */
export function ProgressCell({ execution }: CellProps) {
  const { progress, progressMessage, message, notBefore } = execution;
  if (isTerminal(execution.status) && message) {
    return (
      <span className="block truncate text-ink-muted" title={message}>
        {message}
      </span>
    );
  }
  if (notBefore) return <NextTry at={notBefore} />;
  if (progress === null && !progressMessage) return NOTHING;
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      {progress !== null && (
        <>
          <ProgressBar
            value={progress}
            label="Progress"
            tone={execution.status === "in-progress" ? (execution.stop ? "warning" : "info") : "muted"}
            className="w-14 shrink-0"
          />
          <span
            // Another text, not a text that moved: it grows to the left.
            key={Math.floor(progress)}
            className="w-9 shrink-0 text-right whitespace-nowrap tabular-nums"
          >
            {Math.floor(progress)} %
          </span>
        </>
      )}
      <span className="truncate text-ink-muted tabular-nums" title={progressMessage ?? undefined}>
        {progressMessage ?? <Remaining execution={execution} />}
      </span>
    </span>
  );
}

/** It failed, and waits to be tried again. */
function NextTry({ at }: { at: Date }) {
  return (
    <span className="block truncate text-ink-muted">
      next try <RelativeTime at={at} />
    </span>
  );
}

function Remaining({ execution }: CellProps) {
  const left = remainingMs(execution, useNow());
  return left === null ? null : `about ${formatAge(left)} left`;
}

/** How long it runs or ran, or has waited to run. */
export function RunningCell({ execution }: CellProps) {
  const { startedAt, endedAt, createdAt, status } = execution;
  if (startedAt && status !== "created") return <Duration from={startedAt} to={endedAt} />;
  if (isTerminal(status)) return NOTHING;
  return <Waiting since={createdAt} />;
}

function Waiting({ since }: { since: Date }) {
  return <span className="text-ink-faint tabular-nums">waits {formatAge(useNow() - since.getTime())}</span>;
}

/** What is left until its deadline; for what has ended, when that was. */
export function DeadlineCell({ execution }: CellProps) {
  const { endedAt, deadlineAt, startedAt, status } = execution;
  if (endedAt) {
    return (
      <span className="text-ink-faint">
        ended <RelativeTime at={endedAt} />
      </span>
    );
  }
  if (status !== "in-progress" || !deadlineAt || !startedAt) return NOTHING;
  return (
    <span className="flex items-center gap-1.5">
      <TimeLeftBar from={startedAt} to={deadlineAt} />
      <MissMark execution={execution} />
    </span>
  );
}

/** At this pace it will not be done by its deadline; nothing once that has passed, which says more. */
function MissMark({ execution }: CellProps) {
  const now = useNow();
  const late = missesDeadlineBy(execution, now);
  if (late === null || isOverdue(execution, new Date(now))) return null;
  const words = `At this pace it will miss its deadline by ${formatAge(late)}`;
  return (
    <Tooltip content={words}>
      <span className="relative z-10 inline-flex items-center text-stopping">
        <TimerOff aria-hidden className="size-4" />
        <span className="sr-only">{words}</span>
      </span>
    </Tooltip>
  );
}

/** The part of an attempt's time that is used up, and what is left of it. */
export function TimeLeftBar({ from, to, className = "w-12" }: { from: Date; to: Date; className?: string }) {
  const now = useNow();
  const left = to.getTime() - now;
  const used = (100 * (now - from.getTime())) / Math.max(1, to.getTime() - from.getTime());
  const tone = left <= 0 ? "bad" : used >= 90 ? "warning" : "muted";
  return (
    <span className="flex items-center gap-2">
      <ProgressBar value={used} label="Time used" tone={tone} className={`shrink-0 ${className}`} />
      {left > 0 ? (
        <span className="truncate tabular-nums">{formatDuration(left, { ticking: true })}</span>
      ) : (
        <span className="truncate text-failed tabular-nums">overdue {formatAge(-left)}</span>
      )}
    </span>
  );
}
