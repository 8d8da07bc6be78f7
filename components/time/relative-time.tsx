"use client";

import { useMomentFormats } from "#components/locale/locale-provider.tsx";
import { formatAge } from "./format-duration.ts";
import { useHydrated, useNow } from "./now-provider.tsx";

export interface RelativeTimeProps {
  at: Date;
  /** Without "ago" and "in". */
  bare?: boolean;
  className?: string;
}

/**
 * `4 s ago` or `in 3 m`, ticking; the exact moment with its zone in the title. What ticks is never read out by itself, also
 * where it stands in something that is.
 */
export function RelativeTime({ at, bare = false, className }: RelativeTimeProps) {
  const now = useNow();
  const hydrated = useHydrated();
  const { formatAbsolute } = useMomentFormats();
  const age = now - at.getTime();
  const past = age > -1_000;
  const length = formatAge(Math.abs(age));
  return (
    <time
      aria-live="off"
      dateTime={at.toISOString()}
      title={hydrated ? formatAbsolute(at) : undefined}
      className={`tabular-nums ${className ?? ""}`}
    >
      {bare ? length : past ? `${past && age < 1_000 ? "0 s" : length} ago` : `in ${length}`}
    </time>
  );
}
