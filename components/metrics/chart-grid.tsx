"use client";

import { useMemo } from "react";
import { evenTicks, inLog, logTicks, shownPoint } from "#components/charts/chart-series.ts";
import { LineChart } from "#components/charts/line-chart.tsx";
import type { FormatNumber } from "#components/locale/format-number.ts";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { formatDuration } from "#components/time/format-duration.ts";
import { type MetricAxis, TIME_AXIS } from "./metric-axis.ts";
import type { MetricChart, MetricCharts } from "./metric-charts.ts";
import { byteUnit, unitOf, valueWords } from "./value-words.ts";

const HEIGHT = 150;
const PERCENT = 100;
const NOTHING: never[] = [];

export interface ChartGridProps {
  charts: MetricCharts;
  /** Those of them that are drawn here, over `axis`. */
  list: MetricChart[];
  axis: MetricAxis;
  /** Plain numbers are drawn by their powers of ten. */
  log: boolean;
  cursor: number | null;
  onCursor: (at: number | null) => void;
}

/** Charts that are read together. */
export function ChartGrid(props: ChartGridProps) {
  return (
    <div className="grid gap-x-5 gap-y-4 md:grid-cols-2">
      {props.list.map((chart) => (
        <Chart key={chart.series.key} {...props} chart={chart} />
      ))}
    </div>
  );
}

function Chart(props: ChartGridProps & { chart: MetricChart }) {
  const { charts, axis, chart, cursor, log } = props;
  const formatNumber = useFormatNumber();
  const span = axis === TIME_AXIS ? charts.span : charts.reportedSpan;
  const byPowers = log && chart.kind === "number";
  const drawn = useMemo(
    () => (byPowers ? inLog(chart.series) : { series: chart.series, left: 0 }),
    [byPowers, chart.series],
  );
  return (
    <div className="min-w-0">
      <div className="flex min-h-6 items-baseline justify-between gap-3">
        <h3 className="min-w-0 truncate font-medium" title={chart.series.label}>
          {chart.series.label}
        </h3>
        <span className="shrink-0 tabular-nums">{valueAt(chart, cursor, formatNumber)}</span>
      </div>
      {drawn.series.lines.length > 0 && (
        <Line {...props} series={drawn.series} byPowers={byPowers} span={span} />
      )}
      {drawn.left > 0 && (
        <p className="text-xs text-ink-muted">
          {formatNumber(drawn.left)} {drawn.left === 1 ? "value that is" : "values that are"} 0 or less{" "}
          {drawn.left === 1 ? "has" : "have"} no place on a log scale.
        </p>
      )}
    </div>
  );
}

interface LineProps extends ChartGridProps {
  chart: MetricChart;
  series: MetricChart["series"];
  byPowers: boolean;
  span: MetricCharts["span"];
}

function Line({ charts, axis, chart: { kind }, series, byPowers, span, cursor, onCursor }: LineProps) {
  const formatNumber = useFormatNumber();
  const format = useMemo(
    () => (value: number) => valueWords(kind, byPowers ? 10 ** value : value, formatNumber),
    [kind, byPowers, formatNumber],
  );
  const overTime = axis === TIME_AXIS;
  const formatTime = useMemo(() => {
    if (overTime) return axisTime;
    return (past: number) => `${formatNumber(past + span.from, { maximumSignificantDigits: 6 })}${axis.unit}`;
  }, [overTime, formatNumber, span.from, axis.unit]);
  const others = overTime
    ? { bands: charts.bands, marks: charts.marks, feet: charts.saves }
    : { bands: NOTHING, marks: NOTHING, ticksOf: evenTicks };
  return (
    <LineChart
      {...others}
      {...(kind === "percent" && { most: PERCENT })}
      {...(kind === "bytes" && { unitFor: byteUnit })}
      {...(byPowers && { valueTicks: logTicks })}
      span={span}
      cursor={cursor}
      onCursor={onCursor}
      series={series}
      height={HEIGHT}
      fromZero={kind !== "number"}
      format={format}
      formatTime={formatTime}
    />
  );
}

function valueAt({ series, kind }: MetricChart, cursor: number | null, formatNumber: FormatNumber): string {
  const point = shownPoint(series, cursor);
  return point ? `${valueWords(kind, point.value, formatNumber)} ${unitOf(kind)}`.trim() : "";
}

function axisTime(ms: number): string {
  return ms === 0 ? "0" : formatDuration(ms, { ticking: true });
}
