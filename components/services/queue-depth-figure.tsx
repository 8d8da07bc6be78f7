"use client";

import dynamic from "next/dynamic";
import { useMemo, useState } from "react";
import { useFormatNumber, useMomentFormats } from "#components/locale/locale-provider.tsx";
import { Button } from "#components/ui/button.tsx";
import { ColumnHeading, Table, TableCell, TableFrame, TableHead, TableRow } from "#components/ui/table.tsx";
import type { QueueDepth, ServiceStatistics } from "#server/domain/service-statistics.ts";
import { apartWords, DEPTHS, depthAt, depthSeries, depthWords } from "./queue-depth-words.ts";

const HEIGHT = 150;
/** Of a chart with the line above it. */
const HEIGHT_IN_ALL = HEIGHT + 24;
const DAY_MS = 86_400_000;

/** Comes after the page: nothing else waits for it. */
const LineChart = dynamic(
  () => import("#components/charts/line-chart.tsx").then((module) => module.LineChart),
  { ssr: false, loading: () => <div style={{ height: HEIGHT }} /> },
);

export type QueueDepthFigureProps = Pick<ServiceStatistics, "from" | "to" | "queueDepth">;

/** How many waited and ran, moment by moment. As high with nothing in it as with much, so that what stands below stays. */
export function QueueDepthFigure({ from, to, queueDepth }: QueueDepthFigureProps) {
  const [asTable, setAsTable] = useState(false);
  const [cursor, setCursor] = useState<number | null>(null);
  const shown = depthAt(queueDepth, cursor);
  const { formatAbsolute } = useMomentFormats();
  const formatNumber = useFormatNumber();
  return (
    <figure className="min-w-0">
      <figcaption className="mb-1 flex min-h-7 flex-wrap items-center gap-x-3 tabular-nums">
        <span className="font-medium">Queue depth</span>
        <span className="order-last basis-full whitespace-nowrap text-ink-muted sm:order-none sm:basis-auto">
          {cursor !== null && shown
            ? formatAbsolute(shown.at)
            : `at the end of each ${apartWords({ from, to }, queueDepth.length, formatNumber)}`}
        </span>
        <Button size="sm" className="ml-auto" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {asTable ? "Show as charts" : "Show as table"}
        </Button>
      </figcaption>
      {asTable ? (
        <DepthTable depths={queueDepth} />
      ) : (
        <DepthCharts from={from} to={to} queueDepth={queueDepth} cursor={cursor} onCursor={setCursor} />
      )}
    </figure>
  );
}

interface DepthChartsProps extends QueueDepthFigureProps {
  cursor: number | null;
  onCursor: (at: number | null) => void;
}

const NOTHING: never[] = [];

function DepthCharts({ from, to, queueDepth, cursor, onCursor }: DepthChartsProps) {
  const formatNumber = useFormatNumber();
  const { formatClock, formatDay } = useMomentFormats();
  const charts = useMemo(() => {
    const span = { from: from.getTime(), to: to.getTime() };
    const isDay = span.to - span.from <= DAY_MS;
    const at = (ms: number) => new Date(span.from + ms);
    return {
      span,
      series: DEPTHS.map((depth) => depthSeries(queueDepth, depth)),
      formatTime: (ms: number) => (isDay ? "" : `${formatDay(at(ms))}, `) + formatClock(at(ms)),
      formatTick: (ms: number) => (isDay ? formatClock(at(ms)) : formatDay(at(ms))),
    };
  }, [from, to, queueDepth, formatClock, formatDay]);
  const shown = depthAt(queueDepth, cursor);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-x-5 gap-y-3 lg:grid-cols-[repeat(2,minmax(0,1fr))]">
      {DEPTHS.map(({ key, label }, place) => (
        <div key={key} className="min-w-0">
          <p className="flex min-h-6 items-baseline justify-between gap-3 tabular-nums">
            <span>{label}</span>
            <span>{shown ? depthWords(shown, key, formatNumber) : ""}</span>
          </p>
          <LineChart
            series={charts.series[place] ?? { key, label, lines: [] }}
            span={charts.span}
            bands={NOTHING}
            marks={NOTHING}
            height={HEIGHT}
            fromZero
            wholeTicks
            format={formatNumber}
            formatTime={charts.formatTime}
            formatTick={charts.formatTick}
            cursor={cursor}
            onCursor={onCursor}
          />
        </div>
      ))}
    </div>
  );
}

/** The same counts in rows, newest first, at the height of the charts. */
function DepthTable({ depths }: { depths: readonly QueueDepth[] }) {
  const formatNumber = useFormatNumber();
  const { formatAbsolute } = useMomentFormats();
  return (
    <TableFrame label="Queue depth" className="overflow-y-auto" style={{ height: HEIGHT_IN_ALL }}>
      <Table aria-label="Queue depth">
        <TableHead>
          <tr>
            <ColumnHeading className="sticky top-0">Time</ColumnHeading>
            {DEPTHS.map(({ key, label }) => (
              <ColumnHeading key={key} align="end" className="sticky top-0">
                {label}
              </ColumnHeading>
            ))}
          </tr>
        </TableHead>
        <tbody>
          {depths.toReversed().map((depth) => (
            <TableRow key={depth.at.getTime()}>
              <TableCell className="tabular-nums">{formatAbsolute(depth.at)}</TableCell>
              {DEPTHS.map(({ key }) => (
                <TableCell key={key} align="end">
                  {depthWords(depth, key, formatNumber)}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </tbody>
      </Table>
    </TableFrame>
  );
}
