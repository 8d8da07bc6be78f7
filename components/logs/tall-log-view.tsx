"use client";

import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { cn } from "#components/ui/class-names.ts";
import { LineOrPlace, type LogViewProps, NewLinesButton, useFollowByScrolling } from "./log-parts.tsx";
import { LINE_HEIGHT, lineAtTop, scaleOf, scrollTopFor, TALLEST_PX } from "./tall-scroll.ts";

/** Lines above and below the view that are in the page already. */
const OVERSCAN = 20;

/** More lines than a browser can lay out: how far it is scrolled says which of them are in the page. */
export function TallLogView(props: LogViewProps) {
  const { total, follow, wrap, target, onRange } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ scrollTop: 0, clientHeight: 480 });
  const read = () => {
    const { scrollTop = 0, clientHeight = 0 } = scroller.current ?? {};
    setView((before) =>
      before.scrollTop === scrollTop && before.clientHeight === clientHeight
        ? before
        : { scrollTop, clientHeight },
    );
  };
  const top = lineAtTop(total, view);
  const first = Math.max(0, Math.floor(top) - OVERSCAN);
  const last = Math.min(total - 1, Math.ceil(top + view.clientHeight / LINE_HEIGHT) + OVERSCAN);
  useEffect(() => onRange(first, last), [first, last, onRange]);
  useLayoutEffect(() => {
    if (follow && total > 0) scroller.current?.scrollTo({ top: TALLEST_PX });
  }, [follow, total]);
  useEffect(() => {
    const element = scroller.current;
    if (element && target !== null) element.scrollTop = scrollTopFor(target, total, element.clientHeight);
  }, [target, total]);
  useExactSteps(scroller, total);
  const onFollowScroll = useFollowByScrolling(scroller, props);
  const atEnd = view.scrollTop >= TALLEST_PX - view.clientHeight - 1;
  return (
    <div className="relative min-h-0 grow">
      <div
        ref={scroller}
        onScroll={() => {
          read();
          onFollowScroll();
        }}
        role="log"
        aria-live="off"
        aria-label={props.label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="h-full overflow-auto bg-canvas font-mono text-xs leading-5 [overflow-anchor:none] focus-visible:-outline-offset-2"
      >
        <div className="relative w-max min-w-full" style={{ height: TALLEST_PX }}>
          <div
            className={cn("absolute left-0 min-w-full", wrap ? "w-full" : "w-max")}
            // Wrapped lines have heights of their own: at the end it is the last one that has to stand right.
            style={atEnd ? { bottom: 0 } : { top: view.scrollTop - (top - first) * LINE_HEIGHT }}
          >
            {numbersFrom(first, last).map((index) => (
              <LineOrPlace key={index} {...props} index={index} />
            ))}
          </div>
        </div>
      </div>
      <NewLinesButton {...props} />
    </div>
  );
}

function numbersFrom(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => first + n);
}

const KEYS: Record<string, (height: number) => number> = {
  ArrowDown: () => 2 * LINE_HEIGHT,
  ArrowUp: () => -2 * LINE_HEIGHT,
  PageDown: (height) => height - 2 * LINE_HEIGHT,
  PageUp: (height) => 2 * LINE_HEIGHT - height,
  " ": (height) => height - 2 * LINE_HEIGHT,
};

/** The wheel and the keys move by as many lines as in any other log, however few pixels stand for them. */
function useExactSteps(scroller: RefObject<HTMLDivElement | null>, total: number) {
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const move = (pixels: number) => {
      element.scrollTop += pixels / scaleOf(total, element.clientHeight);
    };
    const onWheel = (event: WheelEvent) => {
      if (event.ctrlKey || event.deltaY === 0) return;
      event.preventDefault();
      const unit = event.deltaMode === 1 ? LINE_HEIGHT : event.deltaMode === 2 ? element.clientHeight : 1;
      move(event.deltaY * unit);
      element.scrollLeft += event.deltaX;
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.target !== element) return;
      const pixels = KEYS[event.key]?.(element.clientHeight);
      const end = { Home: 0, End: TALLEST_PX }[event.key];
      if (pixels === undefined && end === undefined) return;
      event.preventDefault();
      if (pixels !== undefined) move(pixels);
      else element.scrollTop = end ?? 0;
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    element.addEventListener("keydown", onKeyDown);
    return () => {
      element.removeEventListener("wheel", onWheel);
      element.removeEventListener("keydown", onKeyDown);
    };
  }, [scroller, total]);
}
