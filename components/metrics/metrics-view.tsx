"use client";

import { Download } from "lucide-react";
import { useMemo, useState } from "react";
import type { FormatNumber } from "#components/locale/format-number.ts";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { formatDuration } from "#components/time/format-duration.ts";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/section.tsx";
import { Select } from "#components/ui/select.tsx";
import type { AttemptSamples } from "#server/domain/sample-views.ts";
import type { ExecutionEventView } from "#server/domain/views.ts";
import { ChartGrid } from "./chart-grid.tsx";
import { MarkList } from "./mark-list.tsx";
import { metricAxes, TIME_AXIS } from "./metric-axis.ts";
import { type MetricCharts, metricCharts } from "./metric-charts.ts";
import { MetricTable } from "./metric-table.tsx";
import { attemptsWords, leftOutWords } from "./shown-words.ts";

export interface MetricsViewProps {
  /** Of its last attempts. */
  samples: AttemptSamples[];
  events: ExecutionEventView[];
  /** How many attempts there are in all. */
  attempts: number;
  /** How many points an attempt has in `samples` at most. */
  points: number;
  /** No attempt can add to it. */
  ended: boolean;
  downloadHref: string;
}

/** What its code reported and its processes used, over the time of all its attempts. */
export function MetricsView({ samples, events, attempts, points, ended, downloadHref }: MetricsViewProps) {
  const axes = useMemo(() => metricAxes(samples), [samples]);
  const [axisKey, setAxisKey] = useState(TIME_AXIS.key);
  const axis = axes.find(({ key }) => key === axisKey) ?? TIME_AXIS;
  const formatNumber = useFormatNumber();
  const charts = useMemo(
    () => metricCharts(samples, events, formatNumber, axis),
    [samples, events, formatNumber, axis],
  );
  const [asTable, setAsTable] = useState(false);
  const [log, setLog] = useState(false);
  const [cursor, setCursor] = useState<number | null>(null);
  const [axisCursor, setAxisCursor] = useState<number | null>(null);
  if (!charts.measured) return <p className="text-ink-muted">{nothing(ended)}</p>;
  const shared = samples.some(({ usageOf }) => usageOf === "shared-worker");
  const mayBeThinned = samples.some(
    ({ usage, progress }) => Math.max(usage.length, progress.length) > points / 2,
  );
  const leftOut = leftOutWords({ mayBeThinned, points, more: charts.more }, formatNumber);
  const overTime = { charts, log: false, axis: TIME_AXIS, cursor, onCursor: setCursor };
  const reported =
    axis === TIME_AXIS
      ? { ...overTime, log }
      : { charts, log, axis, cursor: axisCursor, onCursor: setAxisCursor };
  return (
    <div className="flex flex-col gap-4">
      {/* Apart: its words change with the cursor, and buttons must not move under a pointer. */}
      <p className="truncate text-ink-muted tabular-nums">
        {timeWords(
          charts,
          cursor,
          attemptsWords(
            samples.map(({ attempt }) => attempt),
            attempts,
          ),
          formatNumber,
        )}
      </p>
      <div className="flex flex-wrap items-center gap-2">
        {!asTable && axes.length > 1 && (
          <Select
            aria-label="Draw what it reported over"
            className="w-44"
            value={axis.key}
            onChange={(event) => {
              setAxisKey(event.target.value);
              setAxisCursor(null);
            }}
            options={axes.map(({ key, label }) => ({ value: key, label: `Over ${label}` }))}
          />
        )}
        {!asTable && charts.reported.some(({ kind }) => kind === "number") && (
          <Button size="sm" aria-pressed={log} onClick={() => setLog(!log)}>
            Log scale
          </Button>
        )}
        <Button size="sm" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {asTable ? "Show as charts" : "Show as table"}
        </Button>
        <Button asChild size="sm">
          <a href={downloadHref} download>
            <Download aria-hidden /> Download CSV
          </a>
        </Button>
      </div>
      {asTable ? (
        <MetricTable samples={samples} />
      ) : (
        <>
          {charts.reported.length > 0 && (
            <Section title="Reported by its code">
              <ChartGrid {...reported} list={charts.reported} />
            </Section>
          )}
          {charts.used.length > 0 && (
            <Section title={shared ? "Used by the worker that it shares" : "Used by its processes"}>
              <ChartGrid {...overTime} list={charts.used} />
            </Section>
          )}
          {charts.gpu.length > 0 && (
            <Section title="The GPU under it">
              <ChartGrid {...overTime} list={charts.gpu} />
            </Section>
          )}
          <MarkList charts={charts} />
          {leftOut && <p className="text-xs text-ink-muted tabular-nums">{leftOut}</p>}
        </>
      )}
    </div>
  );
}

function nothing(ended: boolean): string {
  return ended
    ? "It ended before anything was measured: that takes about four seconds. Its code reported no progress."
    : "Nothing was measured yet. The first figures come about four seconds after an attempt has begun.";
}

function timeWords(
  { span, bands }: MetricCharts,
  cursor: number | null,
  attempts: string,
  formatNumber: FormatNumber,
): string {
  if (cursor === null) return `${formatDuration(span.to - span.from, { formatNumber })} ${attempts}`;
  const band = bands.findLast(({ from }) => from <= cursor);
  return `${formatDuration(cursor - span.from, { formatNumber })}${bands.length > 1 && band ? `, ${band.label.toLowerCase()}` : ""}`;
}
