"use client";

import { useDeferredValue, useEffect, useState } from "react";
import { useTRPCClient } from "#components/trpc/context.ts";
import { wordsOf } from "#components/trpc/query-client.ts";
import { LOG_LEVELS } from "#server/domain/log-level.ts";
import type { LogLineView } from "#server/domain/views.ts";
import type { LEAST_LEVELS } from "./use-log-query.ts";

/** What a reader looks for. */
export interface LogQuery {
  text: string;
  /** Lines of this level and graver ones; null for all. */
  least: (typeof LEAST_LEVELS)[number] | null;
}

/** Lines that were found. */
export interface LogSearch {
  matches: LogLineView[];
  /** Lines looked at so far, from the first. */
  searched: number;
  /** More were not looked for: that many nobody reads. */
  full: boolean;
  /** Why it did not get further; null while it does. */
  failure: { message: string; onRetry: () => void } | null;
}

const PAGE_MATCHES = 1_000;
const MOST_MATCHES = 20_000;

interface Found extends Omit<LogSearch, "failure"> {
  of: string;
}

interface Failed {
  of: string;
  /** The line that it failed at. */
  from: number;
  message: string;
}

/** Found by the server, from the first line on, and kept up with a log that grows. Null while nothing is looked for. */
export function useLogSearch(id: string, attempt: number, query: LogQuery, total: number): LogSearch | null {
  const client = useTRPCClient();
  const text = useDeferredValue(query.text.trim());
  const { least } = query;
  const of = `${id}/${attempt}/${least}/${text}`;
  const [found, setFound] = useState<Found>({ of: "", matches: [], searched: 0, full: false });
  const current = found.of === of ? found : { of, matches: [], searched: 0, full: false };
  const from = current.searched;
  const [lastFailed, setFailed] = useState<Failed | null>(null);
  const failed = lastFailed?.of === of && lastFailed.from === from ? lastFailed : null;
  const nothing = text === "" && least === null;
  const goesOn = from < total && !current.full && failed === null;
  useEffect(() => {
    if (nothing || !goesOn) return;
    const abort = new AbortController();
    const levels = least && LOG_LEVELS.slice(LOG_LEVELS.indexOf(least));
    const what = { ...(text && { text }), ...(levels && { levels }) };
    const input = { id, attempt, ...what, fromLine: from, limit: PAGE_MATCHES };
    client.executions.searchLogs.query(input, { signal: abort.signal }).then(
      ({ lines, nextLine }) => setFound((before) => append(before, of, lines, nextLine)),
      (error: unknown) => {
        if (!abort.signal.aborted) setFailed({ of, from, message: wordsOf(error) });
      },
    );
    return () => abort.abort();
  }, [client, id, attempt, text, least, of, from, nothing, goesOn]);
  if (nothing) return null;
  return { ...current, failure: failed && { message: failed.message, onRetry: () => setFailed(null) } };
}

function append(before: Found, of: string, lines: LogLineView[], searched: number): Found {
  const matches = before.of === of ? [...before.matches, ...lines] : lines;
  return { of, matches, searched, full: matches.length >= MOST_MATCHES };
}
