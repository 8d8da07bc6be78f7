"use client";

import { useMomentFormats } from "#components/locale/locale-provider.tsx";
import { useHydrated, useNow } from "#components/time/now-provider.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { LoadFailed } from "#components/ui/empty-states.tsx";

/** A read that failed, and what happens next. */
export interface LoadFault {
  /** What went wrong. */
  message: string;
  /** When it first failed in a row; null when that is not known. */
  since: Date | null;
  /** When the data on the screen was read; null when there is none. */
  dataFrom: Date | null;
  /** When it is tried again; null while it is being tried. */
  retryAt: Date | null;
  onRetry: () => void;
}

function useClock(at: Date | null): string | null {
  const hydrated = useHydrated();
  const { formatClock } = useMomentFormats();
  return hydrated && at ? formatClock(at) : null;
}

function Retry({ at }: { at: Date | null }) {
  const now = useNow();
  if (!at || at.getTime() - now < 1_000) return "Retrying now";
  return `Retrying in ${Math.ceil((at.getTime() - now) / 1_000)} s`;
}

/** Stands in the place of what could not be loaded. */
export function LoadFailure({ what, fault, page }: { what: string; fault: LoadFault; page?: boolean }) {
  return (
    <LoadFailed
      page={page}
      what={what}
      message={fault.message}
      since={useClock(fault.since)}
      retry={<Retry at={fault.retryAt} />}
      onRetry={fault.onRetry}
    />
  );
}

/** Stands over data that could not be read anew: how old it is, why, and when it is tried again. */
export function StaleNotice({ fault }: { fault: LoadFault }) {
  const from = useClock(fault.dataFrom);
  return (
    <Banner
      kind="warning"
      className="mx-3 mb-3 sm:mx-5"
      action={
        <Button size="sm" onClick={fault.onRetry}>
          Try again now
        </Button>
      }
    >
      <p className="font-medium">
        What you see is {from ? `from ${from}` : "old"}; it could not be read since.
      </p>
      <p className="text-ink-muted tabular-nums">
        {fault.message}{" "}
        <span aria-live="off">
          <Retry at={fault.retryAt} />
        </span>
        .
      </p>
    </Banner>
  );
}
