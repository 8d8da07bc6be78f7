"use client";

import { RotateCcw, TimerOff } from "lucide-react";
import Link from "next/link";
import type { MoveDeadline } from "#components/executions/deadline-dialog.tsx";
import { missesDeadlineBy } from "#components/executions/eta.ts";
import { ExecutionState } from "#components/executions/state-badge.tsx";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { Duration, TimeLeft } from "#components/time/duration.tsx";
import { formatAge } from "#components/time/format-duration.ts";
import { useNow } from "#components/time/now-provider.tsx";
import { RelativeTime } from "#components/time/relative-time.tsx";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { ProgressBar } from "#components/ui/progress-bar.tsx";
import { isOverdue } from "#server/domain/deadline.ts";
import { canTerminate } from "#server/domain/permissions.ts";
import { isTerminal } from "#server/domain/status.ts";
import type { ExecutionDetail } from "#server/domain/views.ts";
import { deadlineUsed, earlierWords, ranMs } from "./attempt-bars.ts";
import { CopyStart } from "./copy-start.tsx";
import { DeadlineControls } from "./deadline-controls.tsx";
import { WaitReason } from "./wait-reason.tsx";

export interface ExecutionHeaderProps {
  execution: ExecutionDetail;
  onTerminate: () => void;
  onRerun: () => void;
  onDeadline: MoveDeadline;
}

/** What it is, how it stands, and what can be done to it. */
export function ExecutionHeader({ execution, onTerminate, onRerun, onDeadline }: ExecutionHeaderProps) {
  return (
    <header className="flex flex-col gap-3">
      <PageHeader
        title={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span>
              <Link href={`/services/${execution.serviceName}`} className="hover:underline">
                {execution.serviceName}
              </Link>
              <span className="font-normal text-ink-muted"> · {execution.functionName}</span>
            </span>
            <span className="text-sm font-normal tracking-normal">
              <ExecutionState execution={execution} framed />
            </span>
          </span>
        }
        facts={<IdWithCopy id={execution.id} />}
        actions={<Actions execution={execution} onTerminate={onTerminate} onRerun={onRerun} />}
      />
      <Progress execution={execution} onDeadline={onDeadline} />
      <WaitReason wait={execution.wait} />
    </header>
  );
}

function IdWithCopy({ id }: { id: string }) {
  return (
    <span className="flex items-center gap-1">
      <code className="text-xs break-all">{id}</code>
      <CopyButton text={id} label="Copy the id" />
    </span>
  );
}

function Actions({ execution, onTerminate, onRerun }: Omit<ExecutionHeaderProps, "onDeadline">) {
  const ended = isTerminal(execution.status);
  return (
    <>
      <CopyStart execution={execution} />
      <Button onClick={onRerun} aria-keyshortcuts="r">
        <RotateCcw aria-hidden /> {ended ? "Rerun" : "Start another"}
      </Button>
      {!ended && (
        <Button
          onClick={onTerminate}
          disabled={!canTerminate(execution)}
          title={canTerminate(execution) ? undefined : "It was already asked to stop."}
          aria-keyshortcuts="t"
        >
          Terminate
        </Button>
      )}
    </>
  );
}

function Progress({ execution, onDeadline }: Pick<ExecutionHeaderProps, "execution" | "onDeadline">) {
  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-1.5 tabular-nums">
      <span>
        Attempt <strong className="font-semibold">{execution.attempt}</strong> of {execution.maxAttempts}
      </span>
      <RunningTime execution={execution} />
      <span className="inline-flex flex-wrap items-center gap-2">
        <Deadline execution={execution} />
        <DeadlineControls execution={execution} onMove={onDeadline} />
      </span>
      <Reported execution={execution} />
    </div>
  );
}

function RunningTime({ execution }: { execution: ExecutionDetail }) {
  const { waitsSince, startedAt, endedAt, attempts } = execution;
  const formatNumber = useFormatNumber();
  if (waitsSince) {
    return (
      <span>
        Waiting for <Duration from={waitsSince} to={null} className="font-semibold" />
      </span>
    );
  }
  if (!startedAt) {
    return endedAt ? (
      <span>
        {earlierWords(attempts, formatNumber)} · ended <RelativeTime at={endedAt} />
      </span>
    ) : null;
  }
  return (
    <span>
      {endedAt ? (attempts.length > 1 ? "Last attempt ran" : "Ran") : "Running"}{" "}
      <Duration from={startedAt} to={endedAt} className="font-semibold" />
      {attempts.length > 1 && (
        <span className="text-ink-muted">
          {" "}
          · <Duration from={new Date(startedAt.getTime() - ranMs(attempts.slice(0, -1)))} to={endedAt} /> in
          all attempts
        </span>
      )}
      {endedAt && (
        <span className="text-ink-muted">
          {" "}
          · ended <RelativeTime at={endedAt} />
        </span>
      )}
    </span>
  );
}

function Deadline({ execution }: { execution: ExecutionDetail }) {
  const now = useNow();
  const { status, startedAt, deadlineAt } = execution;
  if (status !== "in-progress" || !startedAt || !deadlineAt) return null;
  const used = deadlineUsed(startedAt, deadlineAt, now);
  const overdue = isOverdue(execution, new Date(now));
  return (
    <span className="inline-flex items-center gap-2">
      <ProgressBar
        value={used}
        label="Time to the deadline used up"
        tone={overdue ? "bad" : used >= 90 ? "warning" : "muted"}
        className="w-24"
      />
      <span className={overdue ? "font-medium text-failed" : "text-ink-muted"}>
        <TimeLeft at={deadlineAt} />
        {!overdue && " to its deadline"}
      </span>
      <Forecast execution={execution} />
    </span>
  );
}

/** Whether it will be done in time, at its pace so far. */
function Forecast({ execution }: { execution: ExecutionDetail }) {
  const late = missesDeadlineBy(execution, useNow());
  if (late === null) return null;
  return (
    <span className="inline-flex items-center gap-1 text-stopping">
      <TimerOff aria-hidden className="size-4" /> at this pace it will miss it by {formatAge(late)}
    </span>
  );
}

function Reported({ execution }: { execution: ExecutionDetail }) {
  const { progress, progressMessage } = execution;
  if (progress === null && !progressMessage) return null;
  return (
    <span className="inline-flex min-w-0 items-center gap-2">
      {progress !== null && (
        <>
          <ProgressBar value={progress} label="Progress that its code reported" className="w-24" />
          <span>{Math.floor(progress)} %</span>
        </>
      )}
      {progressMessage && <span className="truncate text-ink-muted">{progressMessage}</span>}
    </span>
  );
}
