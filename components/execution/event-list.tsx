"use client";

import { useMemo, useState } from "react";
import { useFormatNumber, useMomentFormats } from "#components/locale/locale-provider.tsx";
import { formatDuration } from "#components/time/format-duration.ts";
import { useHydrated } from "#components/time/now-provider.tsx";
import { RelativeTime } from "#components/time/relative-time.tsx";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/class-names.ts";
import type { ExecutionEventView } from "#server/domain/views.ts";
import { EVENT_TONES, TONE_FILLS } from "./event-tones.ts";
import { eventWords, timelineEntries } from "./event-words.ts";

export interface EventListProps {
  events: ExecutionEventView[];
  /** True when more than one attempt was begun: then each event names its own. */
  severalAttempts: boolean;
}

/** More entries than so many are shown only when somebody asks for them. */
const MOST_ENTRIES = 200;

/** All that happened, newest first, each with who caused it and its time from the creation. */
export function EventList({ events, severalAttempts }: EventListProps) {
  const [all, setAll] = useState(false);
  const formatNumber = useFormatNumber();
  const hydrated = useHydrated();
  const { formatAbsolute } = useMomentFormats();
  const entries = useMemo(() => timelineEntries(events).reverse(), [events]);
  const from = events[0]?.at.getTime() ?? 0;
  const hidden = all ? 0 : Math.max(0, entries.length - MOST_ENTRIES);
  return (
    <div>
      <ol className="border-t">
        {entries.slice(0, entries.length - hidden).map((entry) => (
          <li
            key={entry.event.id}
            title={hydrated ? formatAbsolute(entry.event.at) : undefined}
            className="flex min-h-8 flex-wrap items-baseline gap-x-3 border-b py-1.5 hover:bg-hover"
          >
            <span className="w-20 shrink-0 text-right text-xs text-ink-faint tabular-nums">
              + {formatDuration((entry.since ?? entry.event.at).getTime() - from, { formatNumber })}
            </span>
            <span className="min-w-0 grow basis-48 break-words">
              <Marker type={entry.event.type} />
              {eventWords(entry, formatNumber)}
              {entry.since &&
                `, until + ${formatDuration(entry.event.at.getTime() - from, { formatNumber })}`}
            </span>
            <span className="text-xs text-ink-faint max-sm:w-full max-sm:pl-23">
              {severalAttempts && `attempt ${entry.event.attempt} · `}
              {entry.event.actor} · <RelativeTime at={entry.event.at} />
            </span>
          </li>
        ))}
      </ol>
      {hidden > 0 && (
        <Button size="sm" className="mt-2" onClick={() => setAll(true)}>
          Show {formatNumber(hidden)} older
        </Button>
      )}
    </div>
  );
}

const FILLS: Record<string, string> = {
  stop_requested: "bg-stopping",
  saved: "bg-stopping",
  retry: "bg-failed",
  order_given: "bg-accent",
  started: "bg-running",
  rerun: "bg-created",
};

function Marker({ type }: { type: string }) {
  const tone = EVENT_TONES[type];
  const fill = tone ? TONE_FILLS[tone] : (FILLS[type] ?? "bg-line-strong");
  return <span aria-hidden className={cn("mr-2 inline-block size-1.5 rounded-full align-middle", fill)} />;
}
