"use client";

import { stack } from "d3-shape";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { evenTicks } from "./chart-series.ts";
import { bands, linearScale, niceDomain } from "./scales.ts";
import { BottomTicks, LeftTicks } from "./ticks.tsx";
import { useWidth } from "./use-width.ts";

export interface Bar {
  /** Names the bar; each once. */
  key: string;
  /** Under the bar, when there is room. */
  label: string;
  /** Read out and shown when the pointer is on it. */
  title: string;
  values: Record<string, number>;
}

export interface BarPart {
  key: string;
  /** A token: `--success`. */
  colour: string;
}

export interface StackedBarsProps {
  bars: readonly Bar[];
  /** From the bottom up. */
  parts: readonly BarPart[];
  height: number;
  /** Says in one sentence what can be seen. */
  label: string;
}

const MARGIN = { top: 8, right: 8, bottom: 22, left: 40 };
/** Between bars, as a share of what one takes. */
const PADDING = 0.2;
/** Values are ticked in so many steps at most. */
const VALUE_STEPS = 4;
/** A label needs so many pixels. */
const LABEL_PX = 64;

/** Counts of several kinds, a bar for each stretch of time. */
export function StackedBars({ bars, parts, height, label }: StackedBarsProps) {
  const [ref, width] = useWidth();
  return (
    <div ref={ref} style={{ height }} role="img" aria-label={label}>
      {width > 0 && <Bars bars={bars} parts={parts} height={height} width={width} />}
    </div>
  );
}

function Bars({ bars, parts, height, width }: Omit<StackedBarsProps, "label"> & { width: number }) {
  const formatNumber = useFormatNumber();
  const inner = { width: width - MARGIN.left - MARGIN.right, height: height - MARGIN.top - MARGIN.bottom };
  const keys = parts.map(({ key }) => key);
  const x = bands(bars.length, inner.width, PADDING);
  const highest = Math.max(
    1,
    ...bars.map(({ values }) => keys.reduce((sum, key) => sum + (values[key] ?? 0), 0)),
  );
  const [, top] = niceDomain([0, highest]);
  const y = linearScale([0, top], [inner.height, 0]);
  const values = evenTicks({ from: 0, to: top }, VALUE_STEPS);
  const layers = stack<Bar>()
    .keys(keys)
    .value(({ values }, key) => values[key] ?? 0)([...bars]);
  const every = Math.max(1, Math.ceil((bars.length * LABEL_PX) / Math.max(1, inner.width)));
  const labelled = bars.flatMap((_, place) => (place % every === 0 ? [place] : []));
  return (
    <svg width={width} height={height} aria-hidden="true">
      <g transform={`translate(${MARGIN.left}, ${MARGIN.top})`}>
        {values.map((tick) => (
          <line key={tick} x1={0} x2={inner.width} y1={y(tick)} y2={y(tick)} stroke="var(--line)" />
        ))}
        {layers.map((layer, index) =>
          layer.map(([low, high], place) => (
            <rect
              key={`${layer.key}${bars[place]?.key}`}
              x={x.start(place)}
              width={x.width}
              y={y(high)}
              height={y(low) - y(high)}
              fill={`var(${parts[index]?.colour})`}
            />
          )),
        )}
        {bars.map((bar, place) => (
          <rect key={bar.key} x={x.start(place)} width={x.width} height={inner.height} fill="transparent">
            <title>{bar.title}</title>
          </rect>
        ))}
        <LeftTicks
          values={values.filter(Number.isInteger)}
          place={y}
          format={(value) => formatNumber(value, { notation: "compact" })}
        />
        <BottomTicks
          values={labelled}
          place={(place) => x.start(place) + x.width / 2}
          format={(place) => bars[place]?.label ?? ""}
          width={inner.width}
          height={inner.height}
        />
      </g>
    </svg>
  );
}
