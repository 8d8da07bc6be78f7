"use client";

import Link from "next/link";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { RelativeTime } from "#components/time/relative-time.tsx";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import { MOST_NOTICES, type Notice, type NoticeKind, type Situation } from "#server/domain/overview.ts";
import { noticeWords } from "./overview-words.ts";

const BADGES: Record<NoticeKind, { tone: Tone; word: string }> = {
  "runner-lost": { tone: "bad", word: "lost" },
  "disk-fault": { tone: "bad", word: "disk" },
  "crash-loop": { tone: "bad", word: "crash loop" },
  "start-failure": { tone: "bad", word: "fails to start" },
  paused: { tone: "warning", word: "paused" },
};

/** Runners, disks and services that want a look, each with the way there. */
export function NoticeList({ situation: { notices, moreNotices } }: { situation: Situation }) {
  if (notices.length === 0) return null;
  return (
    <>
      <ul className="border-t">
        {notices.map((notice) => (
          <li key={`${notice.kind} ${notice.serviceName} ${notice.runnerId} ${notice.since.getTime()}`}>
            <Line notice={notice} />
          </li>
        ))}
      </ul>
      {moreNotices && (
        <p className="py-2 text-ink-muted">There are more: the newest {MOST_NOTICES} of a kind are shown.</p>
      )}
    </>
  );
}

function Line({ notice }: { notice: Notice }) {
  const formatNumber = useFormatNumber();
  const { tone, word } = BADGES[notice.kind];
  return (
    <Link
      href={notice.runnerId ? `/runners#runner-${notice.runnerId}` : `/services/${notice.serviceName}`}
      className="flex min-h-9 flex-wrap items-center gap-x-4 gap-y-0.5 border-b px-1 py-1.5 hover:bg-hover"
    >
      <span className="w-40 shrink-0">
        <Badge tone={tone}>{word}</Badge>
      </span>
      <span className="min-w-0 truncate">{notice.serviceName ?? `runner on ${notice.host}`}</span>
      <span className="min-w-0 grow basis-48 truncate text-ink-muted">
        {noticeWords(notice, formatNumber)}
      </span>
      <span className="ml-auto shrink-0 tabular-nums">
        <RelativeTime at={notice.since} />
      </span>
    </Link>
  );
}
