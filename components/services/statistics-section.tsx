"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { ExecutionLink } from "#components/executions/execution-link.tsx";
import { useFormatNumber, useMomentFormats } from "#components/locale/locale-provider.tsx";
import { useHydrated } from "#components/time/now-provider.tsx";
import { RelativeTime } from "#components/time/relative-time.tsx";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/section.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import {
  type DurationStatistics,
  type ServiceStatistics,
  STATISTIC_HOURS,
  type StatisticHours,
} from "#server/domain/service-statistics.ts";
import { FigureTable, TableSwitch } from "./figure-table.tsx";
import { bucketWords, durationWords, edgeWords, rateWords, sumsOf } from "./figure-words.ts";
import { QueueDepthFigure } from "./queue-depth-figure.tsx";

const HEIGHT = 150;

/** Comes after the page: nothing else waits for it. */
const StackedBars = dynamic(
  () => import("#components/charts/stacked-bars.tsx").then((module) => module.StackedBars),
  { ssr: false, loading: () => <div style={{ height: HEIGHT }} /> },
);

const HOUR_WORDS: Record<StatisticHours, string> = { 24: "24 hours", 168: "7 days" };

export interface StatisticsSectionProps {
  serviceName: string;
  /** Undefined while they are loaded. */
  statistics: ServiceStatistics | undefined;
  /** Why they could not be read the last time. */
  error: string | null;
  hours: StatisticHours;
  onHours: (hours: StatisticHours) => void;
}

/** How a service has done lately: outcomes and durations of what was created then, and what waits now. */
export function StatisticsSection(props: StatisticsSectionProps) {
  const { statistics, error, hours, onHours } = props;
  return (
    <Section
      title={`The last ${HOUR_WORDS[hours]}`}
      action={
        <span className="flex gap-1">
          {STATISTIC_HOURS.map((choice) => (
            <Button
              key={choice}
              size="sm"
              className="aria-pressed:border-accent aria-pressed:bg-selected"
              aria-pressed={choice === hours}
              onClick={() => onHours(choice)}
            >
              {HOUR_WORDS[choice]}
            </Button>
          ))}
        </span>
      }
    >
      {error && <p className="mb-2 text-failed">They could not be read anew. {error}</p>}
      {statistics ? (
        <Figures statistics={statistics} />
      ) : (
        !error && <Skeleton className="h-200 rounded-md lg:h-112" />
      )}
    </Section>
  );
}

function Figures({ statistics }: { statistics: ServiceStatistics }) {
  const formatNumber = useFormatNumber();
  const { bars, successRate, durations, waits, queue } = statistics;
  const { more } = sumsOf(bars);
  return (
    <div className="flex flex-col gap-3">
      <dl className="flex flex-wrap gap-x-8 gap-y-2 tabular-nums">
        <Figure label="Succeeded" value={successRate === null ? "–" : rateWords(successRate, formatNumber)}>
          of those that ended and were not terminated
        </Figure>
        <Figure label="Waiting now" value={`${formatNumber(queue.waiting)}${queue.more ? "+" : ""}`}>
          {queue.oldest ? (
            <>
              the oldest <ExecutionLink id={queue.oldest.id} />, created{" "}
              <RelativeTime at={queue.oldest.createdAt} />
            </>
          ) : (
            "nothing waits"
          )}
        </Figure>
        <Figure label="Waited to start" value={waits ? durationWords(waits, formatNumber) : "–"} />
      </dl>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5 lg:grid-cols-[repeat(2,minmax(0,1fr))]">
        <Outcomes statistics={statistics} />
        <Durations durations={durations} />
      </div>
      <QueueDepthFigure {...statistics} />
      {more && (
        <p className="text-xs text-ink-muted">
          More were created than are looked at: the newest 250 of each bar stand for all of it.
        </p>
      )}
    </div>
  );
}

function Figure({ label, value, children }: { label: string; value: string; children?: React.ReactNode }) {
  return (
    <div>
      <dt className="text-ink-muted">{label}</dt>
      <dd>
        <strong className="font-semibold">{value}</strong>{" "}
        {children && <span className="text-ink-muted">{children}</span>}
      </dd>
    </div>
  );
}

const PARTS = [
  { key: "success", colour: "--success", word: "succeeded" },
  { key: "terminated", colour: "--terminated", word: "terminated" },
  { key: "failed", colour: "--failed", word: "failed" },
  { key: "live", colour: "--running", word: "wait or run" },
] as const;

function Outcomes({ statistics: { bars, from, to } }: { statistics: ServiceStatistics }) {
  const formatNumber = useFormatNumber();
  const { formatAbsolute, formatClock, formatDay } = useMomentFormats();
  const sums = sumsOf(bars);
  const total = sums.success + sums.failed + sums.terminated + sums.live;
  const isDay = to.getTime() - from.getTime() <= 86_400_000;
  const hydrated = useHydrated();
  const label = isDay ? formatClock : formatDay;
  const [asTable, setAsTable] = useState(false);
  const counted = (counts: Record<(typeof PARTS)[number]["key"], number>) =>
    PARTS.map(({ key, word }) => `${formatNumber(counts[key])} ${word}`).join(", ");
  return (
    <figure className="min-w-0">
      <figcaption className="mb-1 flex min-h-7 flex-wrap items-center gap-x-3 tabular-nums">
        <span className="font-medium">Created</span>
        {PARTS.filter(({ key }) => sums[key] > 0).map(({ key, colour, word }) => (
          <span key={key} className="flex items-center gap-1.5">
            <span aria-hidden className="size-2 rounded-xs" style={{ background: `var(${colour})` }} />
            {formatNumber(sums[key])}
            {sums.more && "+"} {word}
          </span>
        ))}
        {total > 0 && <TableSwitch on={asTable} onChange={setAsTable} />}
      </figcaption>
      {total === 0 ? (
        <p className="text-ink-muted">Nothing was created in this time.</p>
      ) : hydrated && asTable ? (
        <FigureTable
          label="Created, by outcome"
          height={HEIGHT}
          headings={["From", ...PARTS.map(({ word }) => word)]}
          rows={bars.toReversed().map((bar) => ({
            key: bar.from.toISOString(),
            cells: [
              `${formatAbsolute(bar.from)}${bar.more ? ", of the newest" : ""}`,
              ...PARTS.map(({ key }) => formatNumber(bar[key])),
            ],
          }))}
        />
      ) : hydrated ? (
        <StackedBars
          height={HEIGHT}
          parts={PARTS}
          label={counted(sums)}
          bars={bars.map(({ from: at, more, ...bar }) => ({
            key: at.toISOString(),
            label: label(at),
            title: `From ${formatAbsolute(at)}: ${counted(bar)}${more ? ", of the newest" : ""}`,
            values: { success: bar.success, failed: bar.failed, terminated: bar.terminated, live: bar.live },
          }))}
        />
      ) : (
        <div style={{ height: HEIGHT }} />
      )}
    </figure>
  );
}

function Durations({ durations }: { durations: DurationStatistics | null }) {
  const formatNumber = useFormatNumber();
  const [asTable, setAsTable] = useState(false);
  return (
    <figure className="min-w-0">
      <figcaption className="mb-1 flex min-h-7 flex-wrap items-center gap-x-3 tabular-nums">
        <span className="font-medium">Good runs took</span>
        {durations && <span>{durationWords(durations, formatNumber)}</span>}
        {durations && <TableSwitch on={asTable} onChange={setAsTable} />}
      </figcaption>
      {durations && asTable ? (
        <FigureTable
          label="Durations of good runs"
          height={HEIGHT}
          headings={["Took", "Good runs"]}
          rows={durations.buckets.map((bucket) => ({
            key: String(bucket.fromMs),
            cells: [bucketWords(bucket), formatNumber(bucket.count)],
          }))}
        />
      ) : durations ? (
        <StackedBars
          height={HEIGHT}
          parts={[{ key: "count", colour: "--accent" }]}
          label={`Durations of ${formatNumber(durations.count)} good runs: ${durationWords(durations, formatNumber)}`}
          bars={durations.buckets.map((bucket) => ({
            key: String(bucket.fromMs),
            label: edgeWords(bucket.fromMs),
            title: `${bucketWords(bucket)}: ${formatNumber(bucket.count)}`,
            values: { count: bucket.count },
          }))}
        />
      ) : (
        <p className="text-ink-muted">Nothing succeeded in this time.</p>
      )}
    </figure>
  );
}
