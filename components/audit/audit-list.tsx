"use client";

import Link from "next/link";
import { shortId } from "#components/executions/short-id.ts";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { RelativeTime } from "#components/time/relative-time.tsx";
import type { AuditEntry } from "#server/domain/audit.ts";
import { deedOf, detailOf, kindOf, subjectHref } from "./audit-words.ts";

export interface AuditListProps {
  entries: AuditEntry[];
  /** On the page of what it was done to that need not be said. */
  withoutSubject?: boolean;
}

/** Who did what to what, newest first. */
export function AuditList({ entries, withoutSubject = false }: AuditListProps) {
  return (
    <ul className="flex flex-col">
      {entries.map((entry) => (
        <li
          key={entry.id}
          className="flex min-h-9 flex-wrap items-baseline gap-x-2 border-t py-1.5 first:border-t-0"
        >
          <span className="min-w-0 break-words">
            <span className="font-medium">{entry.actor}</span>{" "}
            {withoutSubject ? aloneWords(entry) : deedOf(entry)}
            {!withoutSubject && <Subject entry={entry} />}
            <Detail entry={entry} />
          </span>
          <span className="ml-auto text-ink-faint">
            <RelativeTime at={entry.at} />
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The deed where what it was done to is known already. */
function aloneWords(entry: AuditEntry): string {
  return `${deedOf(entry)} it`;
}

function Subject({ entry }: { entry: AuditEntry }) {
  const href = subjectHref(entry);
  const name =
    entry.subjectType === "execution" || entry.subjectType === "bulk" ? shortId(entry.subjectId) : null;
  const words = [kindOf(entry), entry.subjectName, name].filter(Boolean).join(" ");
  return (
    <>
      {" "}
      {href ? (
        <Link href={href} className="text-accent underline hover:no-underline">
          {words}
        </Link>
      ) : (
        words
      )}
    </>
  );
}

function Detail({ entry }: { entry: AuditEntry }) {
  const formatNumber = useFormatNumber();
  const detail = detailOf(entry, formatNumber);
  return detail && <span className="text-ink-muted"> · {detail}</span>;
}
