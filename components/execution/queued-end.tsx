"use client";

import { CircleAlert, CircleCheck } from "lucide-react";
import { RelativeTime } from "#components/time/relative-time.tsx";
import type { ExecutionEventView } from "#server/domain/views.ts";

export interface QueuedEndProps {
  events: ExecutionEventView[];
  /** The attempt before was lost. */
  unverified: boolean;
}

/** The end of an execution that was terminated while it waited: there was nothing to stop. */
export function QueuedEnd({ events, unverified }: QueuedEndProps) {
  const request = events.findLast((event) => event.type === "stop_requested");
  const note = request?.data.note;
  return (
    <section aria-label="Stop" className="rounded-md border bg-surface px-3 py-2.5">
      <p className="flex flex-wrap items-center gap-x-1.5">
        <span className="inline-flex items-start gap-1.5 font-semibold">
          {unverified ? (
            <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-lost" />
          ) : (
            <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-success" />
          )}
          {unverified
            ? "Terminated while it waited; its attempt before was lost, and may run still"
            : "Terminated while it waited; it was not running"}
        </span>
        {request && (
          <span className="text-ink-muted">
            <span className="max-sm:hidden">· </span>
            asked by {request.actor} <RelativeTime at={request.at} />
            {typeof note === "string" && note !== "" && <> · “{note}”</>}
          </span>
        )}
      </p>
    </section>
  );
}
