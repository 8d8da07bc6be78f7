"use client";

import dynamic from "next/dynamic";
import { useFormatNumber, useMomentFormats } from "#components/locale/locale-provider.tsx";
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
  const formatNumber = useFormatNumber();
  const sum = totals(hours);
  const total = sum.success + sum.failed + sum.terminated;
  const said = (key: keyof typeof sum) => formatNumber(sum[key]);
  const words = `${said("success")} succeeded, ${said("failed")} failed (${said("timeout")} by timeout), ${said("terminated")} terminated`;
  return (
    <Section
      title={`Ended in the last ${hours.length} hours`}
      action={
        <span className="flex flex-wrap justify-end gap-x-3 tabular-nums">
          {PARTS.map(({ key, colour, word }) => (
            <span key={key} className="flex items-center gap-1.5">
              <span aria-hidden className="size-2 rounded-xs" style={{ background: `var(${colour})` }} />
              {said(key)} {word}
              {key === "failed" && sum.timeout > 0 && (
                <span className="text-ink-muted">({said("timeout")} by timeout)</span>
              )}
            </span>
          ))}
        </span>
      }
    >
      {total === 0 ? (
        <p className="py-2 text-ink-muted">Nothing ended in this time.</p>
      ) : (
        <Chart hours={hours} label={`${formatNumber(total)} executions ended: ${words}.`} />
      )}
    </Section>
  );
}

function Chart({ hours, label }: { hours: OutcomeHour[]; label: string }) {
  const hydrated = useHydrated();
  const formatNumber = useFormatNumber();
  const { formatClock } = useMomentFormats();
  // Hours are the viewer's, which the server does not know.
  if (!hydrated) return <div style={{ height: HEIGHT }} />;
  const bars = hours.map((hour) => ({
    key: hour.from.toISOString(),
    label: formatClock(hour.from),
    title: `From ${formatClock(hour.from)}: ${PARTS.map(({ key, word }) => `${formatNumber(hour[key])} ${word}`).join(", ")}`,
    values: { success: hour.success, failed: hour.failed, terminated: hour.terminated },
  }));
  return <StackedBars bars={bars} parts={PARTS} height={HEIGHT} label={label} />;
}
