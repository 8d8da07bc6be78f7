"use client";

import Link from "next/link";
import { RelativeTime } from "#components/time/relative-time.tsx";
import { Banner } from "#components/ui/banner.tsx";
import type { ServiceRow } from "#server/domain/views.ts";

export interface CrashLoopNoticeProps {
  revision: number;
  loop: NonNullable<ServiceRow["crashLoop"]>;
}

/** Workers of the present revision crash one after another: how often, with what, and what that does to the work. */
export function CrashLoopNotice({ revision, loop }: CrashLoopNoticeProps) {
  const { count, since, crashedAt, error, executionId } = loop;
  return (
    <Banner kind="error" read="politely">
      <p>
        Revision {revision} is in a crash loop: its workers have crashed{" "}
        <span aria-live="off">
          {count} times in a row, first <RelativeTime at={since} />, last <RelativeTime at={crashedAt} />
        </span>{" "}
        in{" "}
        <Link href={`/executions/${executionId}`} className="underline">
          this execution
        </Link>
        .
      </p>
      <p className="mt-1 font-mono text-xs break-words whitespace-pre-wrap">{error}</p>
      <p className="mt-1">
        What has attempts left is begun again ever more slowly, up to a minute apart. This ends with the first
        run that does not crash, or with another revision.
      </p>
    </Banner>
  );
}
