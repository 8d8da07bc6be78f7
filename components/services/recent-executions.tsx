"use client";

import Link from "next/link";
import { shortId } from "#components/executions/short-id.ts";
import { ExecutionState } from "#components/executions/state-badge.tsx";
import { Duration } from "#components/time/duration.tsx";
import { RelativeTime } from "#components/time/relative-time.tsx";
import { Section } from "#components/ui/section.tsx";
import type { ExecutionRow } from "#server/domain/views.ts";

export interface RecentExecutionsProps {
  serviceName: string;
  /** Undefined while they are loaded. */
  rows: ExecutionRow[] | undefined;
}

/** The newest executions of a service. */
export function RecentExecutions({ serviceName, rows }: RecentExecutionsProps) {
  return (
    <Section
      title="Newest executions"
      action={
        <Link
          href={`/executions?service=${encodeURIComponent(serviceName)}`}
          className="text-accent hover:underline"
        >
          All executions of {serviceName}
        </Link>
      }
    >
      {rows?.length === 0 ? (
        <p className="text-ink-muted">It has never been started.</p>
      ) : (
        <Lines rows={rows ?? []} />
      )}
    </Section>
  );
}

function Lines({ rows }: { rows: ExecutionRow[] }) {
  return (
    <ul>
      {rows.map((row) => (
        <li
          key={row.id}
          className="flex min-h-8 flex-wrap items-center gap-x-4 border-t py-1 first:border-t-0"
        >
          <span className="flex w-44 overflow-hidden">
            <ExecutionState execution={row} />
          </span>
          <Link href={`/executions/${row.id}`} className="hover:underline">
            <code className="text-xs">{shortId(row.id)}</code>
          </Link>
          <span className="text-ink-muted">{row.functionName}</span>
          <span className="ml-auto text-ink-muted">
            {row.startedAt && (
              <>
                <Duration from={row.startedAt} to={row.endedAt} /> ·{" "}
              </>
            )}
            created <RelativeTime at={row.createdAt} />
          </span>
        </li>
      ))}
    </ul>
  );
}
