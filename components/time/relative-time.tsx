"use client";

import { useMomentFormats } from "#components/locale/locale-provider.tsx";
import { formatAge } from "./format-duration.ts";
import { useHydrated, useNow } from "./now-provider.tsx";
import { useTimeStyle } from "./time-style.ts";

export interface RelativeTimeProps {
  at: Date;
  /** Without "ago" and "in": a length, which it stays where moments are shown by date and time. */
  bare?: boolean;
  className?: string;
}

/**
 * `4 s ago` or `in 3 m`, ticking, and the exact moment with its zone in the title; the other way round for who wants it so, since
 * a title is seen by neither keys nor touch. What ticks is never read out by itself, also where it stands in something that is.
 */
export function RelativeTime({ at, bare = false, className }: RelativeTimeProps) {
  const now = useNow();
  const hydrated = useHydrated();
  const style = useTimeStyle();
  const { formatAbsolute } = useMomentFormats();
  const age = now - at.getTime();
  const past = age > -1_000;
  const length = formatAge(Math.abs(age));
  const relative = past ? `${age < 1_000 ? "0 s" : length} ago` : `in ${length}`;
  const moment = hydrated ? formatAbsolute(at) : undefined;
  const isMoment = style === "moment" && !bare;
  return (
    <time
      aria-live="off"
      dateTime={at.toISOString()}
      title={isMoment ? relative : moment}
      className={`tabular-nums ${className ?? ""}`}
    >
      {isMoment ? moment : bare ? length : relative}
    </time>
  );
}
