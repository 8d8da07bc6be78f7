"use client";

import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { cn } from "#components/ui/class-names.ts";
import { FOCUS_HEIR } from "#components/ui/focus-place.ts";
import { LineOrPlace, type LogViewProps, NewLinesButton, useFollowByScrolling } from "./log-parts.tsx";
import { anchorOf, LINE_HEIGHT, scaleOf, scrollTopFor, TALLEST_PX } from "./tall-scroll.ts";

/** Lines above and below the view that are in the page already. */
const OVERSCAN = 20;

/** More lines than a browser can lay out: how far it is scrolled says which of them are in the page. */
export function TallLogView(props: LogViewProps) {
  const { total, follow, look, target, onRange } = props;
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
  const { line, above, top } = anchorOf(total, view);
  const first = Math.max(0, line - Math.ceil(top / LINE_HEIGHT) - OVERSCAN);
  const last = Math.min(total - 1, line + Math.ceil((view.clientHeight - top) / LINE_HEIGHT) + OVERSCAN);
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
  const width = look.wrap ? "w-full" : "w-max";
  const lines = (from: number, to: number) =>
    numbersFrom(from, to).map((index) => <LineOrPlace key={index} {...props} index={index} />);
  return (
    <div className="relative min-h-0 grow">
      <div
        ref={scroller}
        {...FOCUS_HEIR}
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
        <div className="relative w-max min-w-full overflow-y-clip" style={{ height: TALLEST_PX }}>
          {/* Wrapped lines have heights of their own: what lies above and below is laid out from the line that holds them. */}
          <div
            className={cn("absolute left-0 min-w-full", width)}
            style={{ top: view.scrollTop + top, transform: `translateY(${-100 * above}%)` }}
          >
            <div className={cn("absolute bottom-full left-0 min-w-full", width)}>
              {lines(first, line - 1)}
            </div>
            {lines(line, line)}
            <div className={cn("absolute top-full left-0 min-w-full", width)}>{lines(line + 1, last)}</div>
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
