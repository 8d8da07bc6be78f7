"use client";

import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import type { FormatNumber } from "#components/locale/format-number.ts";
import { useFormatNumber, useMomentFormats } from "#components/locale/locale-provider.tsx";
import { useHydrated } from "#components/time/now-provider.tsx";
import { cn } from "#components/ui/class-names.ts";
import type { HistogramBar, Histogram as HistogramData } from "#server/domain/list-views.ts";
import { type BarRange, barWords, joinedBars, keyedRange } from "./histogram-words.ts";
import { TimeAxis } from "./time-axis.tsx";

export interface HistogramProps {
  /** Null while it comes, or when there is nothing to draw. */
  histogram: HistogramData | null;
  /** A time range was chosen: from its first bar to the end of its last. */
  onRange: (from: Date, to: Date) => void;
}

/** When those that fit were created. A range of bars, dragged over or chosen by keys, narrows the list to its time. */
export function Histogram({ histogram, onRange }: HistogramProps) {
  const [range, setRange] = useState<BarRange | null>(null);
  const [dragged, setDragged] = useState(false);
  const [pointed, setPointed] = useState<number | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const bars = histogram?.bars ?? [];
  const chosen = range && joinedBars(bars, range);
  const leave = () => {
    setDragged(false);
    setRange(null);
  };
  const choose = () => {
    leave();
    if (chosen) onRange(chosen.from, chosen.to);
  };
  const barAt = (event: PointerEvent) => {
    const box = frame.current?.getBoundingClientRect();
    if (!box || bars.length === 0) return 0;
    const at = Math.floor(((event.clientX - box.left) / box.width) * bars.length);
    return Math.min(bars.length - 1, Math.max(0, at));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = keyedRange(range, event.key, event.shiftKey, bars.length);
    if (next) setRange(next);
    else if (range && (event.key === "Enter" || event.key === " ")) choose();
    else if (range && event.key === "Escape") leave();
    else return;
    event.preventDefault();
  };
  return (
    <figure className="flex w-full min-w-40 flex-col sm:w-64">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: its role is in what is spread: a slider while it has bars */}
      <div
        ref={frame}
        {...useSlider(histogram, range, pointed === null ? undefined : bars[pointed])}
        onKeyDown={onKeyDown}
        onBlur={leave}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setDragged(true);
          setRange({ first: barAt(event), last: barAt(event) });
        }}
        onPointerMove={(event) => {
          const at = barAt(event);
          setPointed(at);
          if (dragged && range) setRange({ ...range, last: at });
        }}
        onPointerUp={() => dragged && choose()}
        onPointerCancel={leave}
        onPointerLeave={() => setPointed(null)}
        className="flex h-7 cursor-crosshair touch-none items-end gap-px border-b border-line-strong"
      >
        <Bars bars={bars} range={range} pointed={pointed} />
      </div>
      <TimeAxis histogram={histogram} chosen={chosen} />
    </figure>
  );
}

/** What it is to whoever does not see it: a slider along its bars, while there are any. */
function useSlider(
  histogram: HistogramData | null,
  range: BarRange | null,
  pointed: HistogramBar | undefined,
) {
  const formatNumber = useFormatNumber();
  const { formatAbsolute } = useMomentFormats();
  const hydrated = useHydrated();
  const words = (bar: HistogramBar | null | undefined) =>
    bar && hydrated ? barWords(bar, formatAbsolute, formatNumber) : undefined;
  const label = summary(histogram, formatNumber);
  if (!histogram) return { role: "img", "aria-label": label };
  const last = histogram.bars.length - 1;
  return {
    role: "slider",
    tabIndex: 0,
    "aria-label": label,
    "aria-valuemin": 0,
    "aria-valuemax": last,
    "aria-valuenow": range?.last ?? last,
    "aria-valuetext": range ? words(joinedBars(histogram.bars, range)) : "No time range chosen",
    title: words(pointed) ?? "Drag to choose a time range",
  };
}

interface BarsProps {
  bars: readonly HistogramBar[];
  range: BarRange | null;
  pointed: number | null;
}

function Bars({ bars, range, pointed }: BarsProps) {
  const highest = Math.max(1, ...bars.map(({ count }) => count));
  return bars.map(({ count, failed, more }, index) => (
    <span
      // biome-ignore lint/suspicious/noArrayIndexKey: its place, not its time: bars are drawn anew where they stand, and none moves
      key={index}
      className={cn(
        "h-full min-w-0 grow",
        more && "border-t border-ink",
        range
          ? isWithin(index, range) && "bg-selected shadow-[inset_0_-2px_var(--accent)]"
          : index === pointed && "bg-hover",
      )}
      style={{ backgroundImage: barOf(failed, count, highest) }}
    />
  ));
}

/** Failed ones at the foot, the others above. */
function barOf(failed: number, count: number, highest: number): string {
  const foot = heightOf(failed, highest);
  const top = heightOf(count, highest);
  return `linear-gradient(to top, var(--failed) ${foot}, var(--ink-faint) ${foot}, var(--ink-faint) ${top}, transparent ${top})`;
}

function heightOf(count: number, highest: number): string {
  return count === 0 ? "0%" : `max(1px, ${((92 * count) / highest).toFixed(1)}%)`;
}

function isWithin(index: number, { first, last }: BarRange): boolean {
  return index >= Math.min(first, last) && index <= Math.max(first, last);
}

function summary(histogram: HistogramData | null, formatNumber: FormatNumber): string {
  if (!histogram) return "When executions were created: nothing to draw";
  const count = histogram.bars.reduce((sum, bar) => sum + bar.count, 0);
  const more = histogram.bars.some((bar) => bar.more) ? " or more" : "";
  return `When executions were created: ${formatNumber(count)}${more}. Arrow keys choose a time, with Shift a range; Enter narrows the list to it.`;
}
