"use client";

import type { ReactNode } from "react";
import { ExecutionLink } from "#components/executions/execution-link.tsx";
import type { FormatNumber } from "#components/locale/format-number.ts";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { Duration } from "#components/time/duration.tsx";
import { formatDuration } from "#components/time/format-duration.ts";
import { RelativeTime } from "#components/time/relative-time.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { Section } from "#components/ui/section.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { COOPERATION_LOOKED_AT, type Cooperation } from "#server/domain/cooperation.ts";
import { shareWords } from "./figure-words.ts";

export interface CooperationSectionProps {
  /** Undefined while it is loaded. */
  cooperation: Cooperation | undefined;
  /** When it was read, in epoch milliseconds by the server's time. */
  readAt: number;
  /** Why it could not be loaded the last time. */
  error: string | null;
  /** What else is known of its stops. */
  children?: ReactNode;
}

/** How the code answers when it is asked to stop. */
export function CooperationSection({ cooperation, readAt, error, children }: CooperationSectionProps) {
  return (
    <Section title="Cooperation">
      {error && <p className="mb-2 text-failed">It could not be read anew. {error}</p>}
      {cooperation ? (
        <Answers cooperation={cooperation} readAt={readAt} />
      ) : (
        !error && <Skeleton className="h-24 rounded-md" />
      )}
      {children}
    </Section>
  );
}

/** How they ended; of the last nobody knows it. */
const ENDS = [
  { key: "checkpoint", colour: "--success", word: "at a checkpoint" },
  { key: "itself", colour: "--ink-faint", word: "by itself, before its code met the request" },
  { key: "SIGTERM", colour: "--stopping", word: "after SIGTERM" },
  { key: "SIGKILL", colour: "--failed", word: "after SIGKILL" },
  { key: "unverified", colour: "--lost", word: "given up unverified: nobody saw their end" },
] as const;

function Answers({ cooperation, readAt }: { cooperation: Cooperation; readAt: number }) {
  const formatNumber = useFormatNumber();
  const { stops, since, latencyMs, by, saved, unverified } = cooperation;
  const counts = { ...by, unverified };
  const ends = ENDS.filter(({ key }) => key !== "unverified" || unverified > 0);
  const gaps = gapFacts(cooperation, readAt, formatNumber);
  if (stops === 0) {
    return (
      <>
        <p className="text-ink-muted">
          Nothing of it was stopped while it ran: nobody knows whether it would stop in time.
        </p>
        {gaps.length > 0 && <Facts className="mt-2" facts={gaps} />}
      </>
    );
  }
  return (
    <div className="flex flex-col gap-3">
      <p className="text-ink-muted">
        By its newest {stops === 1 ? "stop" : `${formatNumber(stops)} stops`}
        {since && (
          <>
            , {stops > 1 && "the oldest "}
            <RelativeTime at={since} />
          </>
        )}
        . Drills are left out.
      </p>
      <div>
        <div aria-hidden className="flex h-2 overflow-hidden rounded-xs bg-hover">
          {ends.map(({ key, colour }) => (
            <span
              key={key}
              style={{ width: `${(100 * counts[key]) / stops}%`, background: `var(${colour})` }}
            />
          ))}
        </div>
        <ul className="mt-1.5 flex flex-wrap gap-x-4 gap-y-1 tabular-nums">
          {ends.map(({ key, colour, word }) => (
            <li key={key} className="flex items-center gap-1.5">
              <span aria-hidden className="size-2 rounded-xs" style={{ background: `var(${colour})` }} />
              {shareWords(counts[key], stops, formatNumber)} {word}
            </li>
          ))}
        </ul>
      </div>
      <Facts
        facts={[
          {
            label: "From request to proof",
            value: latencyMs
              ? `${formatDuration(latencyMs.p50, { formatNumber })} for half of them, ${formatDuration(latencyMs.p95, { formatNumber })} for 95 of 100`
              : "none was verified",
          },
          { label: "Saved after the request", value: shareWords(saved, stops, formatNumber) },
          ...gaps,
        ]}
      />
    </div>
  );
}

/** How long its code goes without a checkpoint: what runs now, and what has ended. */
function gapFacts({ longestGap, openGap }: Cooperation, readAt: number, formatNumber: FormatNumber) {
  const now = openGap && {
    label: "Runs without a checkpoint, as last read",
    value: (
      <>
        {/* It may have passed one since: nobody counts on. */}
        <Duration from={openGap.since} to={new Date(readAt)} />, in <ExecutionLink id={openGap.executionId} />
      </>
    ),
  };
  const ended = longestGap && {
    label: "Longest without a checkpoint",
    value: (
      <>
        {formatDuration(longestGap.ms, { formatNumber })}, in <ExecutionLink id={longestGap.executionId} />,
        of attempts that ended among the newest {formatNumber(COOPERATION_LOOKED_AT)} executions
      </>
    ),
  };
  return [ended, now].filter((fact) => fact !== null);
}
