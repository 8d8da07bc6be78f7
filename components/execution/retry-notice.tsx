"use client";

import { useMomentFormats } from "#components/locale/locale-provider.tsx";
import { useHydrated } from "#components/time/now-provider.tsx";
import { RelativeTime } from "#components/time/relative-time.tsx";
import { Banner } from "#components/ui/banner.tsx";
import type { ExecutionDetail } from "#server/domain/views.ts";

/** For what failed and waits to be tried again: when, and what went wrong. */
export function RetryNotice({ execution }: { execution: ExecutionDetail }) {
  const { notBefore, attempt, attempts } = execution;
  const hydrated = useHydrated();
  const { formatAbsolute } = useMomentFormats();
  if (!notBefore) return null;
  const failed = attempts.find((one) => one.attempt === attempt - 1);
  return (
    <Banner kind="warning">
      Attempt {attempt - 1} failed{failed?.message ? `: ${failed.message}` : ""}. Next try{" "}
      <RelativeTime at={notBefore} />
      {hydrated && <span className="text-ink-muted tabular-nums">, at {formatAbsolute(notBefore)}</span>}.
    </Banner>
  );
}
