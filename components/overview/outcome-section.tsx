"use client";

import dynamic from "next/dynamic";
import { formatClock } from "#components/time/format-absolute.ts";
import { useHydrated } from "#components/time/now-provider.tsx";
import { Section } from "#components/ui/section.tsx";
import type { OutcomeHour } from "#server/domain/overview.ts";
import { totals } from "./overview-words.ts";

const HEIGHT = 180;

/** Comes after the page: nothing else waits for it. */
const StackedBars = dynamic(
  () => import("#components/charts/stacked-bars.tsx").then((module) => module.StackedBars),
  { ssr: false, loading: () => <div style={{ height: HEIGHT }} /> },
);

const PARTS = [
  { key: "success", colour: "--success", word: "succeeded" },
  { key: "terminated", colour: "--terminated", word: "terminated" },
  { key: "failed", colour: "--failed", word: "failed" },
] as const;

/** How executions ended, hour by hour. */
export function OutcomeSection({ hours }: { hours: OutcomeHour[] }) {
  const sum = totals(hours);
  const total = sum.success + sum.failed + sum.terminated;
  const words = `${sum.success} succeeded, ${sum.failed} failed (${sum.timeout} by timeout), ${sum.terminated} terminated`;
  return (
    <Section
      title={`Ended in the last ${hours.length} hours`}
      action={
        <span className="flex flex-wrap justify-end gap-x-3 tabular-nums">
          {PARTS.map(({ key, colour, word }) => (
            <span key={key} className="flex items-center gap-1.5">
              <span aria-hidden className="size-2 rounded-xs" style={{ background: `var(${colour})` }} />
              {sum[key].toLocaleString("en")} {word}
              {key === "failed" && sum.timeout > 0 && (
                <span className="text-ink-muted">({sum.timeout.toLocaleString("en")} by timeout)</span>
              )}
            </span>
          ))}
        </span>
      }
    >
      {total === 0 ? (
        <p className="py-2 text-ink-muted">Nothing ended in this time.</p>
      ) : (
        <Chart hours={hours} label={`${total} executions ended: ${words}.`} />
      )}
    </Section>
  );
}

function Chart({ hours, label }: { hours: OutcomeHour[]; label: string }) {
  // Hours are the viewer's, which the server does not know.
  if (!useHydrated()) return <div style={{ height: HEIGHT }} />;
  const bars = hours.map((hour) => ({
    key: hour.from.toISOString(),
    label: formatClock(hour.from),
    title: `From ${formatClock(hour.from)}: ${hour.success} succeeded, ${hour.terminated} terminated, ${hour.failed} failed`,
    values: { success: hour.success, failed: hour.failed, terminated: hour.terminated },
  }));
  return <StackedBars bars={bars} parts={PARTS} height={HEIGHT} label={label} />;
}
