"use client";

import { useFormatNumber, useMomentFormats } from "#components/locale/locale-provider.tsx";
import { useHydrated } from "#components/time/now-provider.tsx";
import type { HistogramBar, Histogram as HistogramData } from "#server/domain/list-views.ts";
import { axisWords, createdWords } from "./histogram-words.ts";

export interface TimeAxisProps {
  histogram: HistogramData | null;
  /** What is chosen of it just now; null when nothing is. */
  chosen: HistogramBar | null;
}

/** From when to when the bars are; while some are chosen, those. It says nothing to whoever hears the bars themselves. */
export function TimeAxis({ histogram, chosen }: TimeAxisProps) {
  const formats = useMomentFormats();
  const formatNumber = useFormatNumber();
  const hydrated = useHydrated();
  const ends = chosen ?? histogram;
  const words = (at: Date) =>
    histogram && hydrated ? axisWords(at, histogram.to.getTime() - histogram.from.getTime(), formats) : null;
  return (
    <figcaption
      aria-hidden
      className="flex min-h-4 justify-between gap-2 text-xs whitespace-nowrap text-ink-faint tabular-nums"
    >
      <span>{ends && words(ends.from)}</span>
      {chosen && <span className="truncate text-ink">{createdWords(chosen, formatNumber)}</span>}
      <span>{ends && words(ends.to)}</span>
    </figcaption>
  );
}
