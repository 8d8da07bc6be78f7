"use client";

import { useVirtualizer, type Virtualizer } from "@tanstack/react-virtual";
import { ArrowDown } from "lucide-react";
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/class-names.ts";
import type { LogLineView } from "#server/domain/views.ts";
import { LogLine } from "./log-line.tsx";
import { isAtEnd } from "./log-pages.ts";

const LINE_HEIGHT = 20;

export interface LogViewProps {
  /** Lines to show, from 0. */
  total: number;
  /** Undefined while the line is being loaded. */
  lineAt: (index: number) => LogLineView | undefined;
  /** Told which lines are on screen. */
  onRange: (first: number, last: number) => void;
  /** Keep the newest line in sight. */
  follow: boolean;
  onFollow: (follow: boolean) => void;
  wrap: boolean;
  /** Number of the line that the address names; null when it names none. */
  marked: number | null;
  onMark: (number: number) => void;
  /** Lines that came since the reader left the end. */
  newLines: number;
  label: string;
}

/** Any number of lines, of which only those on screen are in the page. */
export function LogView(props: LogViewProps) {
  const { total, follow, wrap, marked, onRange } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 20,
  });
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => onRange(first, last), [first, last, onRange]);
  useLayoutEffect(() => {
    if (follow && total > 0) virtualizer.scrollToIndex(total - 1, { align: "end" });
  }, [follow, total, virtualizer]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another wrapping means other heights
  useLayoutEffect(() => virtualizer.measure(), [wrap, virtualizer]);
  useMarkedLine(virtualizer, marked, total);
  const onScroll = useFollowByScrolling(scroller, props);
  return (
    <div className="relative min-h-0 grow">
      <div
        ref={scroller}
        onScroll={onScroll}
        role="log"
        aria-live="off"
        aria-label={props.label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="h-full overflow-auto bg-canvas py-1 font-mono text-xs leading-5 [overflow-anchor:none] focus-visible:-outline-offset-2"
      >
        <div className="relative w-max min-w-full" style={{ height: virtualizer.getTotalSize() }}>
          <div
            className={cn("absolute top-0 left-0 min-w-full", wrap ? "w-full" : "w-max")}
            style={{ transform: `translateY(${items[0]?.start ?? 0}px)` }}
          >
            {items.map((item) => (
              <div key={item.key} data-index={item.index} ref={wrap ? virtualizer.measureElement : undefined}>
                <LineOrPlace {...props} index={item.index} />
              </div>
            ))}
          </div>
        </div>
      </div>
      <NewLinesButton {...props} />
    </div>
  );
}

function LineOrPlace({ index, lineAt, wrap, marked, onMark }: LogViewProps & { index: number }) {
  const line = lineAt(index);
  if (!line) return <div className="h-5" />;
  return <LogLine line={line} wrap={wrap} marked={marked === line.number} onMark={onMark} />;
}

function NewLinesButton({ follow, newLines, onFollow }: LogViewProps) {
  if (follow || newLines <= 0) return null;
  return (
    <Button
      size="sm"
      onClick={() => onFollow(true)}
      className="absolute bottom-3 left-1/2 -translate-x-1/2 bg-raised shadow-raised"
    >
      <ArrowDown aria-hidden /> {newLines.toLocaleString("en")} new {newLines === 1 ? "line" : "lines"}
    </Button>
  );
}

/** Brings the line that the address names into sight, once its log is long enough. */
function useMarkedLine(
  virtualizer: Virtualizer<HTMLDivElement, Element>,
  marked: number | null,
  total: number,
) {
  const [shown, setShown] = useState<number | null>(null);
  useEffect(() => {
    if (marked === null || marked === shown || marked >= total) return;
    virtualizer.scrollToIndex(marked, { align: "center" });
    setShown(marked);
  }, [marked, shown, total, virtualizer]);
}

/** Following ends when the reader scrolls up and begins again at the end; lines that come never change it. */
function useFollowByScrolling(
  scroller: RefObject<HTMLDivElement | null>,
  { follow, onFollow }: LogViewProps,
) {
  const lastTop = useRef(0);
  return () => {
    const view = scroller.current;
    if (!view) return;
    const upwards = view.scrollTop < lastTop.current - 1;
    lastTop.current = view.scrollTop;
    const atEnd = isAtEnd(view);
    if (follow && upwards && !atEnd) onFollow(false);
    else if (!follow && !upwards && atEnd) onFollow(true);
  };
}
