"use client";

import { useDeferredValue, useEffect, useState } from "react";
import { useTRPCClient } from "#components/trpc/context.ts";
import { LOG_LEVELS, type LogLevel } from "#server/domain/log-level.ts";
import type { LogLineView } from "#server/domain/views.ts";

/** What a reader looks for. */
export interface LogQuery {
  text: string;
  /** Lines of this level and graver ones; null for all. */
  least: LogLevel | null;
}

/** Lines that were found. */
export interface LogSearch {
  matches: LogLineView[];
  /** Lines looked at so far, from the first. */
  searched: number;
  /** More were not looked for: that many nobody reads. */
  full: boolean;
}

const PAGE_MATCHES = 1_000;
const MOST_MATCHES = 20_000;

interface Found extends LogSearch {
  of: string;
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
  const nothing = text === "" && least === null;
  const behind = from < total && !current.full;
  useEffect(() => {
    if (nothing || !behind) return;
    const abort = new AbortController();
    const levels = least && LOG_LEVELS.slice(LOG_LEVELS.indexOf(least));
    const what = { ...(text && { text }), ...(levels && { levels }) };
    const input = { id, attempt, ...what, fromLine: from, limit: PAGE_MATCHES };
    client.executions.searchLogs.query(input, { signal: abort.signal }).then(
      ({ lines, nextLine }) => setFound((before) => append(before, of, lines, nextLine)),
      // Left, or unreadable: of the latter the tail's own query tells the reader.
      () => {},
    );
    return () => abort.abort();
  }, [client, id, attempt, text, least, of, from, nothing, behind]);
  return nothing ? null : current;
}

function append(before: Found, of: string, lines: LogLineView[], searched: number): Found {
  const matches = before.of === of ? [...before.matches, ...lines] : lines;
  return { of, matches, searched, full: matches.length >= MOST_MATCHES };
}
