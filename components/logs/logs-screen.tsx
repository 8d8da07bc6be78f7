"use client";

import { useEffect, useState } from "react";
import { Banner } from "#components/ui/banner.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { lineOfFragment } from "./log-pages.ts";
import { LogPanel } from "./log-panel.tsx";
import { useFoundLine } from "./use-found-line.ts";
import { useLogLines } from "./use-log-lines.ts";
import { useLogQuery } from "./use-log-query.ts";
import { useLogSearch } from "./use-log-search.ts";

export interface LogsScreenProps {
  executionId: string;
  /** Numbers of all attempts, ascending; never empty. */
  attempts: number[];
  attempt: number;
  onAttempt: (attempt: number) => void;
  /** True when somebody asked to search, from wherever they were. */
  searchWanted: boolean;
  onSearchWanted: (wanted: boolean) => void;
}

/** The output of an execution, live. */
export function LogsScreen({ executionId, attempts, attempt, onAttempt, ...keys }: LogsScreenProps) {
  const log = useLogLines(executionId, attempt);
  const looking = useLogQuery(attempt);
  const { query } = looking;
  const search = useLogSearch(executionId, attempt, query, log.total);
  const found = useFoundLine(search, `${attempt}/${query.least}/${query.text.trim()}`);
  const [marked, mark] = useMarkedLine(attempt);
  const reading = useReading(log.total, marked !== null);
  if (!log.tail) {
    if (log.error) return <Banner kind="error">The log could not be loaded. {log.error.message}</Banner>;
    return <Skeleton className="h-[min(70vh,48rem)] min-h-80 rounded-md" />;
  }
  return (
    <LogPanel
      {...log}
      {...reading}
      live={log.tail.live}
      paused={log.tail.live ? reading.paused : null}
      attempts={attempts}
      attempt={attempt}
      onAttempt={onAttempt}
      {...looking}
      wanted={keys.searchWanted}
      onWanted={keys.onSearchWanted}
      search={search}
      found={found}
      marked={marked}
      onMark={mark}
      downloadHref={`/api/executions/${executionId}/logs?attempt=${attempt}`}
      notice={log.error && <Banner kind="error">New lines could not be loaded. {log.error.message}</Banner>}
    />
  );
}

/** Whether the reader follows, has scrolled away or has paused, and how long the log was then. */
function useReading(total: number, awayAtFirst: boolean) {
  const [follow, setFollow] = useState(!awayAtFirst);
  const [paused, setPaused] = useState(false);
  const [seen, setSeen] = useState<number | null>(null);
  return {
    follow,
    paused,
    seen,
    onFollow(next: boolean) {
      setFollow(next);
      setSeen(next ? null : total);
      if (next) setPaused(false);
    },
    onPaused(next: boolean) {
      setPaused(next);
      setFollow(!next);
      setSeen(next ? total : null);
    },
  };
}

/** The line in the address's fragment. Marking one makes the address lead there, and adds nothing to the history. */
function useMarkedLine(attempt: number): [number | null, (number: number) => void] {
  const [marked, setMarked] = useState<number | null>(() =>
    typeof window === "undefined" ? null : lineOfFragment(window.location.hash),
  );
  useEffect(() => {
    const read = () => setMarked(lineOfFragment(window.location.hash));
    window.addEventListener("hashchange", read);
    return () => window.removeEventListener("hashchange", read);
  }, []);
  const mark = (number: number) => {
    const url = new URL(window.location.href);
    url.searchParams.set("tab", "logs");
    url.searchParams.set("attempt", String(attempt));
    url.hash = `L${number + 1}`;
    window.history.replaceState(window.history.state, "", url);
    setMarked(number);
  };
  return [marked, mark];
}
