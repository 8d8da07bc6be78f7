"use client";

import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { RunnerLoss } from "#server/domain/runner-loss.ts";
import { lossSentences } from "./loss-words.ts";

/** What would happen if a host went away; null while that is found out. */
export function LossList({ loss }: { loss: RunnerLoss | null }) {
  const formatNumber = useFormatNumber();
  if (loss === null) return <Skeleton className="h-10" />;
  return (
    <ul className="flex flex-col gap-1 text-ink-muted tabular-nums">
      {lossSentences(loss, formatNumber).map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}
