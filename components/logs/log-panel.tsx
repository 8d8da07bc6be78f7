"use client";

import { type ReactNode, useCallback } from "react";
import type { FormatNumber } from "#components/locale/format-number.ts";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { Announcement } from "#components/ui/announcement.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import type { LogLineView } from "#server/domain/views.ts";
import { useLogLook } from "./log-look.ts";
import { LogToolbar, type LogToolbarProps } from "./log-toolbar.tsx";
import { LogView } from "./log-view.tsx";
import type { FoundLine } from "./use-found-line.ts";
import type { LogSearch } from "./use-log-search.ts";

export interface LogPanelProps
  extends Pick<
    LogToolbarProps,
    | "attempts"
    | "attempt"
    | "onAttempt"
    | "query"
    | "onQuery"
    | "only"
    | "onOnly"
    | "wanted"
    | "onWanted"
    | "search"
    | "found"
    | "downloadHref"
    | "paused"
    | "onPaused"
  > {
  total: number;
  /** Lines that were there when the reader paused or left the end; null while the view is live. */
  seen: number | null;
  /** True while the attempt may still write. */
  live: boolean;
  lineAt: (index: number) => LogLineView | undefined;
  onRange: (first: number, last: number) => void;
  follow: boolean;
  onFollow: (follow: boolean) => void;
  marked: number | null;
  onMark: (number: number) => void;
  /** Above the lines: what could not be loaded. */
  notice?: ReactNode;
}

/** A log with its tools. */
export function LogPanel(props: LogPanelProps) {
  const [look, setLook] = useLogLook();
  const { search, total, live, paused, seen, query, found, marked, only } = props;
  const shown = paused && seen !== null ? Math.min(seen, total) : total;
  const matches = search?.matches;
  const matchAt = useCallback((index: number) => matches?.[index], [matches]);
  // A level alone marks nothing in a line: then it is the lines that are chosen.
  const chosen = search !== null && (only || query.text.trim() === "") ? search : null;
  const none = chosen ? chosen.matches.length === 0 : shown === 0;
  return (
    <section aria-label="Log" className="flex h-[min(70vh,48rem)] min-h-80 flex-col rounded-md border">
      <LogToolbar {...props} look={look} onLook={setLook} only={chosen !== null} />
      {props.notice}
      {search?.failure && <SearchFailure failure={search.failure} />}
      {none ? (
        <NoLines live={live} search={chosen} total={total} />
      ) : (
        <LogView
          key={chosen ? "filtered" : props.attempt}
          label={`Output of attempt ${props.attempt}`}
          total={chosen ? chosen.matches.length : shown}
          lineAt={chosen ? matchAt : props.lineAt}
          onRange={props.onRange}
          follow={props.follow && !paused && found.number === null}
          onFollow={props.onFollow}
          look={look}
          wanted={query.text.trim()}
          marked={found.number ?? marked}
          target={chosen ? found.place : (found.number ?? marked)}
          onMark={(number) => {
            // Out of what was found, into its place among the others.
            if (chosen) {
              props.onOnly(false);
              props.onQuery({ ...query, least: null });
            }
            props.onMark(number);
          }}
          newLines={chosen || paused || seen === null ? 0 : total - seen}
        />
      )}
      <LogStatus {...props} />
    </section>
  );
}

function SearchFailure({ failure: { message, onRetry } }: { failure: NonNullable<LogSearch["failure"]> }) {
  return (
    <Banner
      kind="error"
      read="politely"
      className="m-2"
      action={
        <Button size="sm" onClick={onRetry}>
          Search on
        </Button>
      }
    >
      The search stopped. {message}
    </Banner>
  );
}

function NoLines({ live, search, total }: Pick<LogPanelProps, "live" | "search" | "total">) {
  const formatNumber = useFormatNumber();
  const words = search
    ? search.searched < total
      ? search.failure
        ? `None was found in the first ${formatNumber(search.searched)} lines.`
        : "Looking…"
      : "No line like this was found."
    : live
      ? "It has written nothing so far."
      : "It wrote nothing.";
  return <p className="flex grow items-center justify-center p-4 text-ink-muted">{words}</p>;
}

function LogStatus({ total, live, paused, seen, follow, search, found }: LogPanelProps) {
  const formatNumber = useFormatNumber();
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-3 border-t px-3 py-1 text-xs text-ink-muted tabular-nums">
      {/* A log that grows would be told of without end: only what was looked for is. */}
      <Announcement words={search ? foundWords(search, found, formatNumber) : ""} />
      <span>{linesWords({ total, search, found }, formatNumber)}</span>
      <span>
        {!search &&
          followWords({ live, paused, follow, waiting: seen === null ? 0 : total - seen }, formatNumber)}
      </span>
    </div>
  );
}

function foundWords({ matches }: LogSearch, { place }: FoundLine, formatNumber: FormatNumber): string {
  return `${place === null ? "" : `${formatNumber(place + 1)} of `}${formatNumber(matches.length)} found`;
}

function linesWords(
  { total, search, found: line }: Pick<LogPanelProps, "total" | "search" | "found">,
  formatNumber: FormatNumber,
): string {
  const lines = `${formatNumber(total)} ${total === 1 ? "line" : "lines"}`;
  if (!search) return lines;
  const found = foundWords(search, line, formatNumber);
  if (search.full)
    return `${found}; more were not looked for, in the first ${formatNumber(search.searched)} of ${lines}`;
  return search.searched < total
    ? `${found} in the first ${formatNumber(search.searched)} of ${lines}`
    : `${found} in ${lines}`;
}

function followWords(
  view: { live: boolean; paused: boolean | null; follow: boolean; waiting: number },
  formatNumber: FormatNumber,
): string {
  if (!view.live) return "complete";
  if (view.paused) return `paused, ${formatNumber(Math.max(0, view.waiting))} waiting`;
  return view.follow ? "following" : "not following: scroll to the end to follow";
}
