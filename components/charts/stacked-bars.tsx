"use client";

import { AxisBottom, AxisLeft } from "@visx/axis";
import { Group } from "@visx/group";
import { scaleBand, scaleLinear, scaleOrdinal } from "@visx/scale";
import { BarStack } from "@visx/shape";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
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
/** A label needs so many pixels. */
const LABEL_PX = 64;
export const TICK = { fill: "var(--ink-faint)", fontSize: 11, fontFamily: "var(--font-sans)" };

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
  const x = scaleBand({ domain: bars.map(({ key }) => key), range: [0, inner.width], padding: 0.2 });
  const highest = Math.max(
    1,
    ...bars.map(({ values }) => keys.reduce((sum, key) => sum + (values[key] ?? 0), 0)),
  );
  const y = scaleLinear({ domain: [0, highest], range: [inner.height, 0], nice: true });
  const colour = scaleOrdinal({ domain: keys, range: parts.map((part) => `var(${part.colour})`) });
  const every = Math.max(1, Math.ceil((bars.length * LABEL_PX) / Math.max(1, inner.width)));
  const labelled = bars.filter((_, index) => index % every === 0);
  const labels = new Map(bars.map((bar) => [bar.key, bar.label]));
  const data = bars.map((bar) => ({ key: bar.key, ...bar.values }));
  return (
    <svg width={width} height={height} aria-hidden="true">
      <Group left={MARGIN.left} top={MARGIN.top}>
        {y.ticks(3).map((tick) => (
          <line key={tick} x1={0} x2={inner.width} y1={y(tick)} y2={y(tick)} stroke="var(--line)" />
        ))}
        <BarStack data={data} keys={keys} x={(bar) => bar.key} xScale={x} yScale={y} color={colour} />
        {bars.map((bar) => (
          <rect key={bar.key} x={x(bar.key)} width={x.bandwidth()} height={inner.height} fill="transparent">
            <title>{bar.title}</title>
          </rect>
        ))}
        <AxisLeft
          scale={y}
          tickValues={y.ticks(3).filter(Number.isInteger)}
          tickFormat={(value) => formatNumber(Number(value), { notation: "compact" })}
          hideAxisLine
          hideTicks
          tickLabelProps={{ ...TICK, dx: -2, dy: 3, textAnchor: "end" }}
        />
        <AxisBottom
          scale={x}
          top={inner.height}
          tickValues={labelled.map(({ key }) => key)}
          tickFormat={(key) => labels.get(String(key)) ?? ""}
          stroke="var(--line)"
          hideTicks
          tickLabelProps={{ ...TICK, textAnchor: "middle" }}
        />
      </Group>
    </svg>
  );
}
