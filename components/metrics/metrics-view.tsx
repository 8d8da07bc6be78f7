"use client";

import { useMemo, useState } from "react";
import { nearestPoint } from "#components/charts/chart-series.ts";
import { LineChart } from "#components/charts/line-chart.tsx";
import type { FormatNumber } from "#components/locale/format-number.ts";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { formatDuration } from "#components/time/format-duration.ts";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/section.tsx";
import type { AttemptSamples } from "#server/domain/sample-views.ts";
import type { ExecutionEventView } from "#server/domain/views.ts";
import { type MetricChart, type MetricCharts, metricCharts } from "./metric-charts.ts";
import { MetricTable } from "./metric-table.tsx";
import { byteUnit, unitOf, valueWords } from "./value-words.ts";

export interface MetricsViewProps {
  samples: AttemptSamples[];
  events: ExecutionEventView[];
  /** No attempt can add to it. */
  ended: boolean;
}

const HEIGHT = 150;
const PERCENT = 100;

/** What its code reported and its processes used, over the time of all its attempts. */
export function MetricsView({ samples, events, ended }: MetricsViewProps) {
  const charts = useMemo(() => metricCharts(samples, events), [samples, events]);
  const formatNumber = useFormatNumber();
  const [asTable, setAsTable] = useState(false);
  const [cursor, setCursor] = useState<number | null>(null);
  if (charts.reported.length + charts.used.length === 0)
    return <p className="text-ink-muted">{nothing(ended)}</p>;
  const shared = samples.some(({ usageOf }) => usageOf === "shared-worker");
  const look = { charts, cursor, onCursor: setCursor };
  return (
    <div className="flex flex-col gap-4">
      <div className="flex min-h-7 flex-wrap items-center justify-between gap-2">
        <p className="text-ink-muted tabular-nums">{timeWords(charts, cursor, formatNumber)}</p>
        <Button size="sm" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {asTable ? "Show as charts" : "Show as table"}
        </Button>
      </div>
      {asTable ? (
        <MetricTable samples={samples} />
      ) : (
        <>
          {charts.reported.length > 0 && (
            <Section title="Reported by its code">
              <Grid {...look} list={charts.reported} />
            </Section>
          )}
          {charts.used.length > 0 && (
            <Section title={shared ? "Used by the worker that it shares" : "Used by its processes"}>
              <Grid {...look} list={charts.used} />
            </Section>
          )}
          <Marks charts={charts} />
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

function timeWords({ span, bands }: MetricCharts, cursor: number | null, formatNumber: FormatNumber): string {
  if (cursor === null) {
    const attempts = bands.length === 1 ? "" : `, ${bands.length} attempts`;
    return `${formatDuration(span.to - span.from, { formatNumber })} from the start of the first attempt${attempts}`;
  }
  const band = bands.findLast(({ from }) => from <= cursor);
  return `${formatDuration(cursor - span.from, { formatNumber })}${bands.length > 1 && band ? `, ${band.label.toLowerCase()}` : ""}`;
}

interface GridProps {
  charts: MetricCharts;
  list: MetricChart[];
  cursor: number | null;
  onCursor: (at: number | null) => void;
}

function Grid({ charts, list, cursor, onCursor }: GridProps) {
  const formatNumber = useFormatNumber();
  const { span, bands, marks } = charts;
  return (
    <div className="grid gap-x-5 gap-y-4 md:grid-cols-2">
      {list.map((chart) => (
        <div key={chart.series.key} className="min-w-0">
          <div className="flex min-h-6 items-baseline justify-between gap-3">
            <h3 className="min-w-0 truncate font-medium" title={chart.series.label}>
              {chart.series.label}
            </h3>
            <span className="shrink-0 tabular-nums">{valueAt(chart, cursor ?? span.to, formatNumber)}</span>
          </div>
          <Line chart={chart} rest={{ span, bands, marks, cursor, onCursor }} />
        </div>
      ))}
    </div>
  );
}

type LineProps = Pick<Parameters<typeof LineChart>[0], "span" | "bands" | "marks" | "cursor" | "onCursor">;

function Line({ chart: { series, kind }, rest }: { chart: MetricChart; rest: LineProps }) {
  const formatNumber = useFormatNumber();
  const format = useMemo(
    () => (value: number) => valueWords(kind, value, formatNumber),
    [kind, formatNumber],
  );
  const whole = kind === "percent" ? { most: PERCENT } : {};
  const units = kind === "bytes" ? { unitFor: byteUnit } : {};
  return (
    <LineChart
      {...rest}
      {...whole}
      {...units}
      series={series}
      height={HEIGHT}
      fromZero={kind !== "number"}
      format={format}
      formatTime={axisTime}
    />
  );
}

function valueAt({ series, kind }: MetricChart, at: number, formatNumber: FormatNumber): string {
  const point = nearestPoint(series, at);
  return point ? `${valueWords(kind, point.value, formatNumber)} ${unitOf(kind)}`.trim() : "";
}

function axisTime(ms: number): string {
  return ms === 0 ? "0" : formatDuration(ms, { ticking: true });
}

/** What the dashed lines stand for, for those who do not see them. */
function Marks({ charts: { marks, span } }: { charts: MetricCharts }) {
  const formatNumber = useFormatNumber();
  if (marks.length === 0) return null;
  return (
    <ul
      className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-ink-muted tabular-nums"
      aria-label="Marked in the charts"
    >
      {marks.map(({ label, at, colour }) => (
        <li key={`${label}${at}`} className="flex items-center gap-1.5">
          <span
            aria-hidden
            className="h-3 border-l border-dashed"
            style={{ borderColor: `var(${colour})` }}
          />
          {label} · {formatDuration(at - span.from, { formatNumber })}
        </li>
      ))}
    </ul>
  );
}
