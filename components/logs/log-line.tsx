"use client";

import { memo } from "react";
import { formatAbsolute } from "#components/time/format-absolute.ts";
import { cn } from "#components/ui/class-names.ts";
import type { LogLineView } from "#server/domain/views.ts";
import { type AnsiSpan, ansiSpans } from "./ansi.ts";

// The eight colours of a terminal, by the tokens that are readable in both themes.
const COLOURS = [
  "text-ink-muted",
  "text-failed",
  "text-success",
  "text-stopping",
  "text-running",
  "text-terminated",
  "text-accent",
  "text-ink",
] as const;

const STREAMS: Record<LogLineView["stream"], { mark: string; name: string; classes: string }> = {
  stdout: { mark: "", name: "stdout", classes: "text-ink" },
  stderr: { mark: "err", name: "stderr", classes: "text-ink" },
  replica: {
    mark: "rep",
    name: "of the replica: printed while this ran, nobody can say by which of its executions",
    classes: "text-ink-muted",
  },
  curfew: { mark: "cf", name: "said by Curfew", classes: "text-ink-muted italic" },
};

export interface LogLineProps {
  line: LogLineView;
  wrap: boolean;
  /** The line that the address names. */
  marked: boolean;
  onMark: (number: number) => void;
}

/** One line of output: its number is a link to itself, its time stands in the title. */
export const LogLine = memo(function LogLine({ line, wrap, marked, onMark }: LogLineProps) {
  const stream = STREAMS[line.stream];
  return (
    <div
      title={`${formatAbsolute(line.at)} · ${stream.name}`}
      className={cn(
        "flex min-w-full gap-2 pr-3 hover:bg-hover",
        wrap ? "w-full" : "w-max",
        marked && "bg-selected",
      )}
    >
      <a
        href={`#L${line.number + 1}`}
        aria-label={`Line ${line.number + 1}`}
        aria-current={marked ? "location" : undefined}
        onClick={(event) => {
          event.preventDefault();
          onMark(line.number);
        }}
        className="sticky left-0 w-16 shrink-0 bg-canvas pr-2 text-right text-ink-faint tabular-nums select-none hover:text-ink hover:underline"
      >
        {line.number + 1}
      </a>
      <StreamMark mark={stream.mark} name={stream.name} stream={line.stream} />
      <span className={cn(stream.classes, wrap ? "min-w-0 break-all whitespace-pre-wrap" : "whitespace-pre")}>
        <LogText text={line.text} />
      </span>
    </div>
  );
});

function StreamMark({ mark, name, stream }: { mark: string; name: string; stream: LogLineView["stream"] }) {
  return (
    <span
      className={cn(
        "w-6 shrink-0 border-l-2 border-transparent pl-1 text-xs leading-5 select-none",
        stream === "stderr" && "border-failed text-failed",
        stream === "curfew" && "border-accent text-accent",
      )}
    >
      {mark && <span aria-hidden>{mark}</span>}
      {mark && <span className="sr-only">{name}: </span>}
    </span>
  );
}

function LogText({ text }: { text: string }) {
  const spans = ansiSpans(text);
  if (spans.length === 0) return "\u200b";
  // A line never changes once it is written, so a span's place is its name.
  return spans.map((span, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: see above
    <span key={place} className={spanClasses(span)}>
      {span.text}
    </span>
  ));
}

function spanClasses(span: AnsiSpan): string | undefined {
  const classes = cn(
    span.colour !== null && COLOURS[span.colour % 8],
    span.bold && "font-semibold",
    span.dim && "text-ink-faint",
    span.italic && "italic",
    span.underline && "underline",
  );
  return classes || undefined;
}
