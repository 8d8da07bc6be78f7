"use client";

import { Undo2 } from "lucide-react";
import Link from "next/link";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { RelativeTime } from "#components/time/relative-time.tsx";
import { Button } from "#components/ui/button.tsx";
import type { ServiceDetail } from "#server/domain/views.ts";
import { FromTo } from "./change-preview.tsx";
import { type ConfigChange, configChanges } from "./config-difference.ts";

export type Revision = ServiceDetail["revisions"][number];

export interface RevisionListProps {
  /** The service's. */
  name: string;
  revisions: Revision[];
  /** The revision that the service is at. */
  current: number;
  onRollBack: (revision: Revision) => void;
}

/** Revisions, newest first: who, when, and what changed from the one before. */
export function RevisionList({ name, revisions, current, onRollBack }: RevisionListProps) {
  return (
    <ol className="flex flex-col">
      {revisions.map((revision, place) => (
        <li key={revision.number} className="border-t py-2 first:border-t-0 first:pt-0">
          <p className="flex flex-wrap items-baseline gap-x-2">
            <span className="font-medium tabular-nums">Revision {revision.number}</span>
            <span className="text-ink-muted">
              {revision.author} · <RelativeTime at={revision.createdAt} />
            </span>
            <Button size="sm" variant="ghost" asChild className="ml-auto">
              <Link
                href={`/new-service?from=${encodeURIComponent(name)}&revision=${revision.number}`}
                aria-label={`Duplicate revision ${revision.number}`}
              >
                Duplicate…
              </Link>
            </Button>
            {revision.number < current && (
              <Button
                size="sm"
                aria-label={`Roll back to revision ${revision.number}`}
                onClick={() => onRollBack(revision)}
              >
                <Undo2 aria-hidden /> Roll back…
              </Button>
            )}
          </p>
          <Difference revision={revision} before={revisions[place + 1]} />
        </li>
      ))}
    </ol>
  );
}

function Difference({ revision, before }: { revision: Revision; before: Revision | undefined }) {
  const formatNumber = useFormatNumber();
  if (!before)
    return (
      <p className="text-ink-muted">
        {revision.number === 1 ? "The first one." : "What it changed shows once older ones do."}
      </p>
    );
  const changes = configChanges(before.config, revision.config, formatNumber);
  if (changes.length === 0) return <p className="text-ink-muted">Nothing changed.</p>;
  return <ChangeList changes={changes} />;
}

/** Each change with its value before and after. */
export function ChangeList({ changes }: { changes: ConfigChange[] }) {
  return (
    <ul className="mt-0.5 flex flex-col gap-0.5">
      {changes.map((change) => (
        <li key={change.label} className="break-words">
          {change.label}: <FromTo before={change.before} after={change.after} />
        </li>
      ))}
    </ul>
  );
}
