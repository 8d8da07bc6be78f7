"use client";

import Link from "next/link";
import { shortId } from "#components/executions/short-id.ts";
import type { FormatNumber } from "#components/locale/format-number.ts";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { formatDuration } from "#components/time/format-duration.ts";
import { RelativeTime } from "#components/time/relative-time.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { Section } from "#components/ui/section.tsx";
import type { AttemptView, ExecutionDetail } from "#server/domain/views.ts";
import { AttemptPolicy } from "./attempt-policy.tsx";
import { type ChangeLabels, LabelSection } from "./label-section.tsx";
import { isRelated, RelatedExecutions } from "./related-executions.tsx";

type Fact = { label: string; value: React.ReactNode };

export interface ExecutionFactsProps {
  execution: ExecutionDetail;
  onLabels: ChangeLabels;
  /** How long runs like it take. */
  pastRuns: React.ReactNode;
}

/** The facts beside the tabs. */
export function ExecutionFacts({ execution, onLabels, pastRuns }: ExecutionFactsProps) {
  const formatNumber = useFormatNumber();
  const { attempts } = execution;
  return (
    <div className="flex flex-col gap-4">
      <Section title="Facts">
        <Facts facts={[...origin(execution), ...place(execution), ...health(execution, formatNumber)]} />
      </Section>
      <LabelSection labels={execution.labels} onChange={onLabels} />
      {isRelated(execution) && (
        <Section title="Related executions">
          <RelatedExecutions execution={execution} />
        </Section>
      )}
      {pastRuns}
      <AttemptPolicy execution={execution} />
      {attempts.length > 0 && (
        <Section title="Attempts">
          <Facts facts={attempts.map((attempt) => attemptFact(attempt, formatNumber))} />
        </Section>
      )}
    </div>
  );
}

function origin(execution: ExecutionDetail): Fact[] {
  const { createdAt, createdBy, startedAt, endedAt, message, priority, idempotencyKey } = execution;
  return [
    {
      label: "Created",
      value: (
        <>
          <RelativeTime at={createdAt} /> by {createdBy}
        </>
      ),
    },
    ...(priority === 0 ? [] : [{ label: "Priority", value: String(priority) }]),
    ...(idempotencyKey ? [{ label: "Key", value: <code className="text-xs">{idempotencyKey}</code> }] : []),
    ...(startedAt ? [{ label: "Started", value: <RelativeTime at={startedAt} /> }] : []),
    ...(endedAt ? [{ label: "Ended", value: <RelativeTime at={endedAt} /> }] : []),
    ...(message ? [{ label: "Message", value: message }] : []),
  ];
}

function place({ serviceName, revision, runnerHost, replicaId }: ExecutionDetail): Fact[] {
  return [
    { label: "Service", value: <FactLink href={`/services/${serviceName}`}>{serviceName}</FactLink> },
    ...(revision ? [{ label: "Revision", value: String(revision) }] : []),
    ...(runnerHost ? [{ label: "Runner", value: <FactLink href="/runners">{runnerHost}</FactLink> }] : []),
    ...(replicaId
      ? [{ label: "Replica", value: <code className="text-xs">{shortId(replicaId)}</code> }]
      : []),
  ];
}

function health(
  { checkpointAt, checkpointIntervalMs, savedAt, progressAt }: ExecutionDetail,
  formatNumber: FormatNumber,
): Fact[] {
  const every =
    checkpointIntervalMs === null
      ? ""
      : `, usually every ${formatDuration(checkpointIntervalMs, { formatNumber })}`;
  return [
    {
      label: "Last checkpoint",
      value: checkpointAt ? (
        <>
          <RelativeTime at={checkpointAt} />
          {every}
        </>
      ) : (
        "none reported"
      ),
    },
    { label: "State saved", value: savedAt ? <RelativeTime at={savedAt} /> : "never" },
    ...(progressAt
      ? [
          {
            label: "Progress",
            value: (
              <>
                reported <RelativeTime at={progressAt} />
              </>
            ),
          },
        ]
      : []),
  ];
}

function attemptFact(attempt: AttemptView, formatNumber: FormatNumber): Fact {
  const parts = [
    attempt.workerPid === null ? "no worker yet" : `pid ${attempt.workerPid}`,
    `revision ${attempt.revision}`,
    attempt.exitSignal ? `ended by ${attempt.exitSignal}` : null,
    !attempt.exitSignal && attempt.exitCode !== null ? `exit code ${attempt.exitCode}` : null,
    attempt.longestCheckpointGapMs === null
      ? null
      : `longest without a checkpoint ${formatDuration(attempt.longestCheckpointGapMs, { formatNumber })}`,
  ];
  return { label: `Attempt ${attempt.attempt}`, value: parts.filter(Boolean).join(" · ") };
}

function FactLink({ href, children }: { href: string; children: React.ReactNode }) {
  return (
    <Link href={href} className="text-accent underline-offset-2 hover:underline">
      {children}
    </Link>
  );
}
