"use client";

import { memo } from "react";
import { useMomentFormats } from "#components/locale/locale-provider.tsx";
import { cn } from "#components/ui/class-names.ts";
import type { LogLevel } from "#server/domain/log-level.ts";
import type { LogLineView } from "#server/domain/views.ts";
import { ansiSpans } from "./ansi.ts";
import { pieces } from "./highlight.ts";
import type { LogLook } from "./log-look.ts";
import { spanLook } from "./span-look.ts";

const LEVELS: Record<LogLevel, { mark: string; classes: string }> = {
  trace: { mark: "trc", classes: "text-ink-faint" },
  debug: { mark: "dbg", classes: "text-ink-faint" },
  info: { mark: "inf", classes: "text-ink-muted" },
  warn: { mark: "wrn", classes: "font-semibold text-stopping" },
  error: { mark: "err", classes: "font-semibold text-failed" },
  fatal: { mark: "ftl", classes: "font-semibold text-failed" },
};

const STREAMS: Record<LogLineView["stream"], { mark: string; name: string; classes: string }> = {
  stdout: { mark: "", name: "stdout", classes: "text-ink" },
  stderr: { mark: "2>", name: "stderr", classes: "text-ink" },
  replica: {
    mark: "rep",
    name: "of the replica: printed while this ran, nobody can say by which of its executions",
    classes: "text-ink-muted",
  },
  curfew: { mark: "cf", name: "said by Curfew", classes: "text-ink-muted italic" },
};

export interface LogLineProps extends LogLook {
  line: LogLineView;
  /** The line that the address names. */
  marked: boolean;
  onMark: (number: number) => void;
  /** What is looked for. */
  wanted: string;
}

/** One line of output: its number is a link to itself, its time stands beside it, or in the title only. */
export const LogLine = memo(function LogLine(props: LogLineProps) {
  const { line, wrap, times, marked, onMark, wanted } = props;
  const stream = STREAMS[line.stream];
  const { formatAbsolute, formatInstant } = useMomentFormats();
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
      {times && (
        <time dateTime={line.at.toISOString()} className="shrink-0 text-ink-faint tabular-nums select-none">
          {formatInstant(line.at)}
        </time>
      )}
      <LineMark line={line} />
      <span className={cn(stream.classes, wrap ? "min-w-0 break-all whitespace-pre-wrap" : "whitespace-pre")}>
        <LogText text={line.text} wanted={wanted} />
      </span>
    </div>
  );
});

/** The level that it says it is of, else where it came from. */
function LineMark({ line: { level, stream } }: { line: LogLineView }) {
  const { mark, name } = STREAMS[stream];
  const look = level && LEVELS[level];
  const words = look ? level : mark && name;
  return (
    <span
      className={cn(
        "w-7 shrink-0 border-l-2 base:border-transparent pl-1 text-xs leading-5 select-none",
        stream === "stderr"
          ? "border-failed base:text-ink-faint"
          : stream === "curfew" && "border-accent base:text-accent",
        look?.classes,
      )}
    >
      {words && <span aria-hidden>{look?.mark ?? mark}</span>}
      {words && <span className="sr-only">{words}: </span>}
    </span>
  );
}

function LogText({ text, wanted }: { text: string; wanted: string }) {
  const spans = pieces(ansiSpans(text), wanted);
  if (spans.length === 0) return "\u200b";
  // A line never changes once it is written, so a piece's place is its name.
  return spans.map(({ found, ...span }, place) =>
    found ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: see above
      <mark key={place} className="rounded-xs bg-stopping/30 text-ink">
        {span.text}
      </mark>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: see above
      <span key={place} {...spanLook(span)}>
        {span.text}
      </span>
    ),
  );
}
