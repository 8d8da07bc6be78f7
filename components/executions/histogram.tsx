"use client";

import { type PointerEvent, useRef, useState } from "react";
import type { FormatNumber } from "#components/locale/format-number.ts";
import { useFormatNumber, useMomentFormats } from "#components/locale/locale-provider.tsx";
import { useHydrated } from "#components/time/now-provider.tsx";
import { cn } from "#components/ui/class-names.ts";
import type { Histogram as HistogramData } from "#server/domain/list-views.ts";
import { barWords, type Drag, draggedRange } from "./histogram-words.ts";

export interface HistogramProps {
  /** Null while it comes, or when there is nothing to draw. */
  histogram: HistogramData | null;
  /** A time range was dragged: from its first bar to the end of its last. */
  onRange: (from: Date, to: Date) => void;
}

/** When those that fit were created. Dragging over bars narrows the list to their time. */
export function Histogram({ histogram, onRange }: HistogramProps) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const [pointed, setPointed] = useState<number | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const formatNumber = useFormatNumber();
  const { formatAbsolute } = useMomentFormats();
  const hydrated = useHydrated();
  const bars = histogram?.bars ?? [];
  const highest = Math.max(1, ...bars.map(({ count }) => count));
  const barAt = (event: PointerEvent) => {
    const box = frame.current?.getBoundingClientRect();
    if (!box || bars.length === 0) return 0;
    const at = Math.floor(((event.clientX - box.left) / box.width) * bars.length);
    return Math.min(bars.length - 1, Math.max(0, at));
  };
  const finish = () => {
    if (!drag) return;
    setDrag(null);
    const range = draggedRange(bars, drag);
    if (range) onRange(range.from, range.to);
  };
  const bar = pointed === null ? undefined : bars[pointed];
  return (
    <figure className="flex w-full min-w-40 flex-col sm:w-64">
      <div
        ref={frame}
        role="img"
        aria-label={summary(histogram, formatNumber)}
        title={bar && hydrated ? barWords(bar, formatAbsolute, formatNumber) : "Drag to choose a time range"}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setDrag({ first: barAt(event), last: barAt(event) });
        }}
        onPointerMove={(event) => {
          const at = barAt(event);
          setPointed(at);
          if (drag) setDrag({ ...drag, last: at });
        }}
        onPointerUp={finish}
        onPointerCancel={() => setDrag(null)}
        onPointerLeave={() => setPointed(null)}
        className="flex h-7 cursor-crosshair touch-none items-end gap-px border-b border-line-strong"
      >
        {bars.map(({ count, failed, more }, index) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: its place, not its time: bars are drawn anew where they stand, and none moves
            key={index}
            className={cn(
              "h-full min-w-0 grow",
              more && "border-t border-ink",
              drag ? isWithin(index, drag) && "bg-selected" : index === pointed && "bg-hover",
            )}
            style={{ backgroundImage: barOf(failed, count, highest) }}
          />
        ))}
      </div>
    </figure>
  );
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

function isWithin(index: number, { first, last }: Drag): boolean {
  return index >= Math.min(first, last) && index <= Math.max(first, last);
}

function summary(histogram: HistogramData | null, formatNumber: FormatNumber): string {
  if (!histogram) return "When executions were created: nothing to draw";
  const count = histogram.bars.reduce((sum, bar) => sum + bar.count, 0);
  const more = histogram.bars.some((bar) => bar.more) ? " or more" : "";
  return `When executions were created: ${formatNumber(count)}${more}. Type from: and to: for a time range.`;
}
