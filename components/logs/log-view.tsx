"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import dynamic from "next/dynamic";
import { useEffect, useLayoutEffect, useRef } from "react";
import { cn } from "#components/ui/class-names.ts";
import { FOCUS_HEIR } from "#components/ui/focus-place.ts";
import { LineOrPlace, type LogViewProps, NewLinesButton, useFollowByScrolling } from "./log-parts.tsx";
import { isTall, LINE_HEIGHT } from "./tall-scroll.ts";

// Few logs are that long.
const TallLogView = dynamic(() => import("./tall-log-view.tsx").then((module) => module.TallLogView));

/** Any number of lines, of which only those on screen are in the page. */
export function LogView(props: LogViewProps) {
  return isTall(props.total) ? <TallLogView {...props} /> : <LaidOutLogView {...props} />;
}

function LaidOutLogView(props: LogViewProps) {
  const { total, follow, target, onRange } = props;
  const { wrap, times } = props.look;
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
  // biome-ignore lint/correctness/useExhaustiveDependencies: wrapped lines, and what is beside them, mean other heights
  useLayoutEffect(() => virtualizer.measure(), [wrap, times, virtualizer]);
  const reachable = target !== null && target < total;
  useEffect(() => {
    if (reachable) virtualizer.scrollToIndex(target, { align: "center" });
  }, [target, reachable, virtualizer]);
  const onScroll = useFollowByScrolling(scroller, props);
  return (
    <div className="relative min-h-0 grow">
      <div
        ref={scroller}
        {...FOCUS_HEIR}
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
