"use client";

import { TimerOff } from "lucide-react";
import type { ReactNode } from "react";
import { Duration } from "#components/time/duration.tsx";
import { formatAge, formatDuration } from "#components/time/format-duration.ts";
import { useNow } from "#components/time/now-provider.tsx";
import { RelativeTime } from "#components/time/relative-time.tsx";
import { ProgressBar } from "#components/ui/progress-bar.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { isOverdue } from "#server/domain/deadline.ts";
import { orderRefusal } from "#server/domain/order.ts";
import { isTerminal } from "#server/domain/status.ts";
import type { ExecutionRow } from "#server/domain/views.ts";
import { missesDeadlineBy, remainingMs } from "./eta.ts";
import { useHindrance } from "./hindrance.tsx";
import { shortId } from "./short-id.ts";

interface CellProps {
  execution: ExecutionRow;
}

const NOTHING = <span className="text-ink-faint">–</span>;

/** How far it is; for what has ended, how it ended. */
export function ProgressCell({ execution }: CellProps) {
  const { message, notBefore } = execution;
  if (isTerminal(execution.status) && message) {
    return (
      <span className="block truncate text-ink-muted" title={message}>
        {message}
      </span>
    );
  }
  if (notBefore) return <NextTry at={notBefore} />;
  if (execution.status === "created") return <Waits execution={execution} />;
  return <Progress execution={execution} />;
}

function Progress({ execution }: CellProps) {
  const { progress, progressMessage } = execution;
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

/** What of its service keeps it waiting; else how far an earlier attempt came. */
function Waits({ execution }: CellProps) {
  const words = useHindrance(execution.serviceId);
  if (!words) return <Progress execution={execution} />;
  return <span className="block truncate text-ink-muted">{words}</span>;
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
  const { startedAt, endedAt, waitsSince, status } = execution;
  if (startedAt && status !== "created") return <Duration from={startedAt} to={endedAt} />;
  return waitsSince ? <Waiting since={waitsSince} /> : NOTHING;
}

function Waiting({ since }: { since: Date }) {
  return <span className="text-ink-faint tabular-nums">waits {formatAge(useNow() - since.getTime())}</span>;
}

/** It runs, and will be told to stop at its deadline. */
function countsDown({ status, startedAt, deadlineAt }: ExecutionRow): boolean {
  return status === "in-progress" && startedAt !== null && deadlineAt !== null;
}

export interface DeadlineCellProps extends CellProps {
  /** Asks where to; null where it can't be moved. */
  onMove: ((execution: ExecutionRow) => void) | null;
}

/** What is left until its deadline, to be moved by a click; for what has ended, when that was. */
export function DeadlineCell({ execution, onMove }: DeadlineCellProps) {
  const { endedAt, deadlineAt, startedAt } = execution;
  if (endedAt) {
    return (
      <span className="text-ink-faint">
        ended <RelativeTime at={endedAt} />
      </span>
    );
  }
  if (!countsDown(execution) || !deadlineAt || !startedAt)
    return <span className="text-ink-faint @max-[47rem]:sr-only">–</span>;
  const movable = onMove && orderRefusal(execution, "deadline") === null;
  return (
    <span className="flex items-center gap-1.5">
      <TimeLeftBar from={startedAt} to={deadlineAt}>
        {movable ? (words) => <MoveButton execution={execution} words={words} onMove={onMove} /> : undefined}
      </TimeLeftBar>
      <MissMark execution={execution} />
    </span>
  );
}

interface MoveButtonProps extends CellProps {
  words: ReactNode;
  onMove: (execution: ExecutionRow) => void;
}

/** Covers the bar beside it, too. */
function MoveButton({ execution, words, onMove }: MoveButtonProps) {
  return (
    <button
      type="button"
      title="Set its deadline"
      onClick={() => onMove(execution)}
      className="flex min-h-6 min-w-0 items-center after:absolute after:-inset-x-1 after:inset-y-0 after:rounded hover:after:outline hover:after:outline-line-strong"
    >
      {words}
      <span className="sr-only">
        {" "}
        to the deadline of {execution.serviceName} {shortId(execution.id)}: set it
      </span>
    </button>
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

export interface TimeLeftBarProps {
  from: Date;
  to: Date;
  /** Draws the words; left out they stand by themselves. */
  children?: ((words: ReactNode) => ReactNode) | undefined;
}

/** The part of an attempt's time that is used up, and what is left of it. */
export function TimeLeftBar({ from, to, children = (words) => words }: TimeLeftBarProps) {
  const now = useNow();
  const left = to.getTime() - now;
  const used = (100 * (now - from.getTime())) / Math.max(1, to.getTime() - from.getTime());
  const tone = left <= 0 ? "bad" : used >= 90 ? "warning" : "muted";
  return (
    <span className="relative z-10 flex min-w-0 items-center gap-2">
      <ProgressBar value={used} label="Time used" tone={tone} className="w-12 shrink-0" />
      {children(
        left > 0 ? (
          <span className="truncate tabular-nums">{formatDuration(left, { ticking: true })}</span>
        ) : (
          <span className="truncate text-failed tabular-nums">overdue {formatAge(-left)}</span>
        ),
      )}
    </span>
  );
}
