"use client";

import { ArrowDown } from "lucide-react";
import { type RefObject, useRef } from "react";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { Button } from "#components/ui/button.tsx";
import type { LogLineView } from "#server/domain/views.ts";
import { LogLine } from "./log-line.tsx";
import type { LogLook } from "./log-look.ts";
import { isAtEnd } from "./log-pages.ts";

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
  look: LogLook;
  /** Number of the line that the address names, or that was found; null when there is none. */
  marked: number | null;
  /** The place, among those shown, to bring into sight; null for none. */
  target: number | null;
  onMark: (number: number) => void;
  /** What is looked for, to be marked in the lines. */
  wanted: string;
  /** Lines that came since the reader left the end. */
  newLines: number;
  label: string;
}

type LineProps = Pick<LogViewProps, "lineAt" | "look" | "marked" | "onMark" | "wanted"> & { index: number };

export function LineOrPlace({ index, lineAt, look, marked, onMark, wanted }: LineProps) {
  const line = lineAt(index);
  if (!line) return <div className="h-5" />;
  return <LogLine line={line} {...look} marked={marked === line.number} wanted={wanted} onMark={onMark} />;
}

export function NewLinesButton({ follow, newLines, onFollow }: LogViewProps) {
  const formatNumber = useFormatNumber();
  if (follow || newLines <= 0) return null;
  return (
    <Button
      size="sm"
      onClick={() => onFollow(true)}
      className="absolute bottom-3 left-1/2 -translate-x-1/2 bg-raised shadow-raised"
    >
      <ArrowDown aria-hidden /> {formatNumber(newLines)} new {newLines === 1 ? "line" : "lines"}
    </Button>
  );
}

/** Following ends when the reader scrolls up and begins again at the end; lines that come never change it. */
export function useFollowByScrolling(
  scroller: RefObject<HTMLDivElement | null>,
  { follow, onFollow }: Pick<LogViewProps, "follow" | "onFollow">,
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
