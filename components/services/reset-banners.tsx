"use client";

import { ExecutionLink } from "#components/executions/execution-link.tsx";
import { waitedForWords } from "#components/executions/reset-words.ts";
import { useNow } from "#components/time/now-provider.tsx";
import { Banner } from "#components/ui/banner.tsx";
import type { ResetView } from "#server/domain/views.ts";

/** The replicas of a service that are being reset: because of whom, and who is waited for. */
export function ResetBanners({ resets }: { resets: ResetView[] }) {
  const now = useNow();
  return resets.map((reset) => (
    <Banner key={reset.replicaId} kind="warning">
      A replica is being reset: <ExecutionLink id={reset.by} /> ignored its stop.{" "}
      <span aria-live="off" className="tabular-nums">
        {reset.waitsFor.length > 0
          ? `It waits for ${waitedForWords(reset, now)}.`
          : "What is left on it is being ended."}
      </span>{" "}
      New executions go to other replicas.
    </Banner>
  ));
}
