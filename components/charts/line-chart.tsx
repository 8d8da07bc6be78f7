"use client";

import { line as lineOf } from "d3-shape";
import { type KeyboardEvent, memo, type PointerEvent } from "react";
import {
  type ChartBand,
  type ChartMark,
  type ChartPoint,
  type ChartSeries,
  placeBeside,
  shownPoint,
  type TimeSpan,
  timeTicks,
} from "./chart-series.ts";
import { MARGIN, scalesOf } from "./line-scales.ts";
import { BottomTicks, LeftTicks } from "./ticks.tsx";
import { useWidth } from "./use-width.ts";

export interface LineChartProps {
  series: ChartSeries;
  span: TimeSpan;
  bands: readonly ChartBand[];
  marks: readonly ChartMark[];
  /** Times at which something small happened, ticked at the foot. */
  feet?: readonly number[];
  height: number;
  /** The scale begins at 0 where no value is below it; with `most` it ends there. */
  fromZero?: boolean;
  most?: number;
  /** What values up to this one are counted in, where that is not 1. */
  unitFor?: (most: number) => number;
  /** Values are counts: nothing is written between two whole numbers. */
  wholeTicks?: boolean;
  /** Where ticks stand, when they are not those of an even scale, or of time. */
  valueTicks?: (low: number, high: number) => number[];
  ticksOf?: (span: TimeSpan, count: number) => number[];
  format: (value: number) => string;
  /** A time since the start of the span, in words. */
  formatTime: (ms: number) => string;
  /** The same below the chart, where it has to be shorter. */
  formatTick?: (ms: number) => string;
  /** The time that is looked at, in all charts that belong together; null when none is. */
  cursor: number | null;
  onCursor: (at: number | null) => void;
}

/** A tick of time needs so many pixels. */
const TICK_PX = 90;
const EDGE_PX = 20;
const FOOT_PX = 6;
const PAGE_STEPS = 10;

/**
 * One series over time. Arrow keys, Home, End and Page keys walk along its points, and what is met is read out; the pointer
 * does the same.
 */
export function LineChart(props: LineChartProps) {
  const { series, span, height, format, formatTime, cursor, onCursor } = props;
  const [ref, width] = useWidth();
  const shown = shownPoint(series, cursor);
  const words = shown ? `${format(shown.value)} at ${formatTime(shown.at - span.from)}` : "no value";
  const atPointer = ({ clientX, currentTarget }: PointerEvent) => {
    const { left } = currentTarget.getBoundingClientRect();
    const share = (clientX - left - MARGIN.left) / Math.max(1, width - MARGIN.left - MARGIN.right);
    onCursor(span.from + Math.min(1, Math.max(0, share)) * (span.to - span.from));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = walk(event.key, series, shown?.at ?? span.to);
    if (event.key === "Escape") onCursor(null);
    if (next === null) return;
    event.preventDefault();
    onCursor(next);
  };
  return (
    <div
      ref={ref}
      role="slider"
      tabIndex={0}
      aria-label={series.label}
      aria-valuemin={0}
      aria-valuemax={span.to - span.from}
      aria-valuenow={(shown?.at ?? span.from) - span.from}
      aria-valuetext={words}
      style={{ height }}
      className="relative touch-pan-y rounded-sm focus-visible:outline-offset-2"
      onPointerMove={atPointer}
      onPointerLeave={() => onCursor(null)}
      onKeyDown={onKeyDown}
      onBlur={() => onCursor(null)}
    >
      {width > 0 && (
        <svg width={width} height={height} aria-hidden="true">
          <g transform={`translate(${MARGIN.left}, ${MARGIN.top})`}>
            <Plot {...plotOf(props)} width={width} />
            {cursor !== null && <Cursor {...props} width={width} />}
          </g>
        </svg>
      )}
    </div>
  );
}

function walk(key: string, series: ChartSeries, at: number): number | null {
  const steps = {
    ArrowLeft: -1,
    ArrowRight: 1,
    PageUp: PAGE_STEPS,
    PageDown: -PAGE_STEPS,
    Home: Number.NEGATIVE_INFINITY,
    End: Number.POSITIVE_INFINITY,
  }[key];
  return steps === undefined ? null : placeBeside(series, at, steps);
}

type PlotProps = Pick<
  LineChartProps,
  | "series"
  | "span"
  | "bands"
  | "marks"
  | "feet"
  | "height"
  | "fromZero"
  | "most"
  | "unitFor"
  | "wholeTicks"
  | "valueTicks"
  | "ticksOf"
  | "format"
  | "formatTime"
  | "formatTick"
>;

function plotOf({ cursor: _, onCursor: __, ...plot }: LineChartProps): PlotProps {
  return plot;
}

/** All but what moves with the pointer. */
const Plot = memo(function Plot(props: PlotProps & { width: number }) {
  const { series, span, bands, marks, feet, width, format, formatTime, formatTick = formatTime } = props;
  const { ticksOf = timeTicks } = props;
  const { inner, x, y, ticks } = scalesOf(props);
  const draw = lineOf<ChartPoint>(
    ({ at }) => x(at),
    ({ value }) => y(value),
  );
  return (
    <>
      {bands.map((band, index) => (
        <rect
          key={band.label}
          x={x(band.from)}
          width={Math.max(1, x(band.to) - x(band.from))}
          height={inner.height}
          fill={index % 2 === 0 ? "var(--surface)" : "var(--hover)"}
        >
          <title>{band.label}</title>
        </rect>
      ))}
      {ticks.map((tick) => (
        <line key={tick} x1={0} x2={inner.width} y1={y(tick)} y2={y(tick)} stroke="var(--line)" />
      ))}
      {marks.map((mark) => (
        <g key={`${mark.label}${mark.at}`}>
          <title>{mark.label}</title>
          <line
            x1={x(mark.at)}
            x2={x(mark.at)}
            y2={inner.height}
            stroke={`var(${mark.colour})`}
            strokeDasharray="3 2"
          />
        </g>
      ))}
      {feet && feet.length > 0 && (
        <path
          d={feet.map((at) => `M${x(at)} ${inner.height - FOOT_PX}v${FOOT_PX}`).join("")}
          stroke="var(--ink-muted)"
        />
      )}
      {series.lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two may begin at one place, and they keep their order
        <g key={index}>
          <path d={draw(line) ?? undefined} fill="none" stroke="var(--accent)" strokeWidth={1.5} />
          {line.length === 1 && line[0] && (
            <circle cx={x(line[0].at)} cy={y(line[0].value)} r={2} fill="var(--accent)" />
          )}
        </g>
      ))}
      <LeftTicks values={ticks} place={y} format={format} />
      <BottomTicks
        values={ticksOf(span, Math.max(1, Math.floor(width / TICK_PX)))}
        place={x}
        format={(at) => formatTick(at - span.from)}
        width={inner.width}
        height={inner.height}
        room={{ least: EDGE_PX, edge: MARGIN.right }}
      />
    </>
  );
}, isSamePlot);

function isSamePlot(a: PlotProps & { width: number }, b: PlotProps & { width: number }): boolean {
  return (Object.keys(b) as (keyof typeof b)[]).every((key) => Object.is(a[key], b[key]));
}

function Cursor(props: LineChartProps & { width: number }) {
  const { inner, x, y } = scalesOf(props);
  const point = shownPoint(props.series, props.cursor);
  if (!point) return null;
  return (
    <>
      <line x1={x(point.at)} x2={x(point.at)} y2={inner.height} stroke="var(--line-strong)" />
      <circle cx={x(point.at)} cy={y(point.value)} r={3.5} fill="var(--accent)" stroke="var(--canvas)" />
    </>
  );
}
