"use client";

import { formatDuration } from "#components/time/format-duration.ts";
import { useNow } from "#components/time/now-provider.tsx";
import { RelativeTime } from "#components/time/relative-time.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import type { ServiceRow } from "#server/domain/views.ts";

type Failures = NonNullable<ServiceRow["startFailures"]>;

export interface StartFailureNoticeProps {
  service: Pick<ServiceRow, "revision" | "standInRevision" | "replicas">;
  failures: Failures;
  onTryAgain: () => void;
  pending: boolean;
}

/** Replicas of the present revision fail: how often, with what, when the next is tried, and who takes the work meanwhile. */
export function StartFailureNotice({ service, failures, onTryAgain, pending }: StartFailureNoticeProps) {
  const { revision } = service;
  if (failures.readyAt)
    return <RecoveryNotice revision={revision} failures={failures} at={failures.readyAt} />;
  return (
    <Banner
      kind="error"
      read="politely"
      action={
        <Button size="sm" onClick={onTryAgain} pending={pending}>
          Try again now
        </Button>
      }
    >
      <p>
        Revision {revision} fails to start: <CountWords failures={failures} />.{" "}
        <RetryTime service={service} failures={failures} capital />.
      </p>
      <Fault failures={failures} />
      <p className="mt-1">{meanwhile(service)}</p>
    </Banner>
  );
}

/** One is ready again, and may fail as those before it did. */
function RecoveryNotice({ revision, failures, at }: { revision: number; failures: Failures; at: Date }) {
  return (
    <Banner kind="warning">
      <p>
        Revision {revision} has failed <CountWords failures={failures} />; a replica has been ready again for{" "}
        <RelativeTime at={at} bare />.
      </p>
      <Fault failures={failures} />
    </Banner>
  );
}

/** It rises while somebody reads: that it fails is read out, not each time that it does so again. */
function CountWords({ failures: { count, since, failedAt } }: { failures: Failures }) {
  if (count <= 1)
    return (
      <span aria-live="off">
        {count === 1 && "once, "}
        <RelativeTime at={failedAt} />
      </span>
    );
  return (
    <span aria-live="off">
      {count} times in a row, first <RelativeTime at={since} />, last <RelativeTime at={failedAt} />
    </span>
  );
}

function Fault({ failures }: { failures: Failures }) {
  return <p className="mt-1 font-mono text-xs break-words whitespace-pre-wrap">{failures.error}</p>;
}

function meanwhile({ standInRevision: standIn, replicas }: StartFailureNoticeProps["service"]): string {
  if (standIn === null) return "Executions wait, and lose no attempt to it.";
  const stay =
    replicas.older === 1 ? "1 replica of it stays" : `${replicas.older} replicas of older revisions stay`;
  return `Meanwhile new executions start on revision ${standIn}: ${stay}. Roll back to it, or save what works.`;
}

export interface RetryTimeProps {
  service: Pick<ServiceRow, "replicas">;
  failures: Failures;
  capital?: boolean;
}

/** `tried again in 12 s`, ticking. */
export function RetryTime({ service, failures, capital }: RetryTimeProps) {
  const left = failures.retryAt.getTime() - useNow();
  const waits = left > 0 && service.replicas.starting === 0;
  const words = waits
    ? `tried again in ${formatDuration(left + 999, { ticking: true })}`
    : "being tried again now";
  return (
    <span aria-live="off" suppressHydrationWarning className="tabular-nums">
      {capital ? words.replace(/^./, (first) => first.toUpperCase()) : words}
    </span>
  );
}
