import { scaleLinear } from "@visx/scale";
import { valueDomain } from "./chart-series.ts";
import type { LineChartProps } from "./line-chart.tsx";

export const MARGIN = { top: 8, right: 10, bottom: 24, left: 60 };

export interface ScaleProps
  extends Pick<
    LineChartProps,
    "series" | "span" | "height" | "fromZero" | "most" | "unitFor" | "wholeTicks" | "valueTicks"
  > {
  width: number;
}

/** Where values and times lie in the plot, and where they are ticked. */
export function scalesOf(props: ScaleProps) {
  const {
    series,
    span,
    height,
    width,
    fromZero = false,
    most,
    unitFor,
    wholeTicks = false,
    valueTicks,
  } = props;
  const inner = { width: width - MARGIN.left - MARGIN.right, height: height - MARGIN.top - MARGIN.bottom };
  const [low, high] = most === undefined ? valueDomain(series, fromZero) : [0, most];
  const unit = unitFor?.(high) ?? 1;
  const x = scaleLinear<number>({ domain: [span.from, span.to], range: [0, inner.width] });
  const inUnits = scaleLinear<number>({
    domain: [low / unit, high / unit],
    range: [inner.height, 0],
    nice: most === undefined,
  });
  const y = inUnits.copy().domain(inUnits.domain().map((end) => end * unit));
  const [bottom = 0, top = 0] = y.domain();
  const ticks = valueTicks
    ? valueTicks(bottom, top)
    : inUnits
        .ticks(3)
        .map((tick) => tick * unit)
        .filter((tick) => !wholeTicks || Number.isInteger(tick));
  return { inner, x, y, ticks };
}
