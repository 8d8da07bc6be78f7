"use client";

import type { ReactNode } from "react";
import { useMomentFormats } from "#components/locale/locale-provider.tsx";
import { formatAge } from "#components/time/format-duration.ts";
import { useHydrated, useNow } from "#components/time/now-provider.tsx";
import type { Freshness } from "#components/trpc/freshness.ts";
import { cn } from "#components/ui/class-names.ts";

const LOOKS: Record<Freshness["state"], { dot: string; text: string }> = {
  live: { dot: "bg-success", text: "text-ink-muted" },
  paused: { dot: "bg-line-strong", text: "text-ink" },
  polling: { dot: "bg-line-strong", text: "text-ink-muted" },
  reconnecting: { dot: "breathes bg-stopping", text: "text-stopping" },
  offline: { dot: "bg-failed", text: "text-failed" },
};

/** Whether what is on the screen is live, and if not, how old. Read out only when the word changes, not each second. */
export function FreshnessMark({ freshness }: { freshness: Freshness }) {
  const look = LOOKS[freshness.state];
  return (
    <div className={cn("flex items-center gap-1.5 text-xs whitespace-nowrap tabular-nums", look.text)}>
      <span role="status" className="sr-only">
        {freshness.state}
      </span>
      {/* The words grow to the left, from a dot that stays where it is; others take the place of words, none is moved. */}
      <span aria-hidden key={freshness.state}>
        <FreshnessWords freshness={freshness} />
      </span>
      <span aria-hidden className={cn("size-2 shrink-0 rounded-full", look.dot)} />
    </div>
  );
}

function FreshnessWords({ freshness }: { freshness: Freshness }) {
  if (freshness.state === "live") return "live";
  if (freshness.state === "paused") return <PausedSince since={freshness.since} />;
  if (!freshness.since) return freshness.state === "offline" ? "offline" : "connecting";
  return freshness.state === "offline" ? (
    <OfflineSince since={freshness.since} />
  ) : (
    <Age state={freshness.state} since={freshness.since} />
  );
}

/** On a narrow screen the way to the page needs the room more. */
function Since({ children }: { children: ReactNode }) {
  return <span className="max-sm:hidden">{children}</span>;
}

function OfflineSince({ since }: { since: Date }) {
  const hydrated = useHydrated();
  const { formatClock } = useMomentFormats();
  return <>offline{hydrated && <Since> since {formatClock(since)}</Since>}</>;
}

function PausedSince({ since }: { since: Date }) {
  const hydrated = useHydrated();
  const { formatSecond } = useMomentFormats();
  return (
    <>
      <Since>list </Since>paused{hydrated && <Since> since {formatSecond(since)}</Since>}
    </>
  );
}

function Age({ state, since }: { state: "polling" | "reconnecting"; since: Date }) {
  return (
    <>
      {state}
      <Since>, {formatAge(useNow() - since.getTime())} old</Since>
    </>
  );
}
