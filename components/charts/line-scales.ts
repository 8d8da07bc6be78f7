import { evenTicks, valueDomain } from "./chart-series.ts";
import type { LineChartProps } from "./line-chart.tsx";
import { linearScale, niceDomain, type Range } from "./scales.ts";

export const MARGIN = { top: 8, right: 10, bottom: 24, left: 60 };

/** Values are ticked in so many steps at most. */
const VALUE_STEPS = 4;

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
  const x = linearScale([span.from, span.to], [0, inner.width]);
  const inUnits: Range = [low / unit, high / unit];
  const [least, greatest] = most === undefined ? niceDomain(inUnits) : inUnits;
  const y = linearScale([least * unit, greatest * unit], [inner.height, 0]);
  const ticks = valueTicks
    ? valueTicks(least * unit, greatest * unit)
    : evenTicks({ from: least, to: greatest }, VALUE_STEPS)
        .map((tick) => tick * unit)
        .filter((tick) => !wholeTicks || Number.isInteger(tick));
  return { inner, x, y, ticks };
}
