"use client";

import { useDeferredValue, useEffect, useState } from "react";
import { useTRPCClient } from "#components/trpc/context.ts";
import type { LogLineView } from "#server/domain/views.ts";
import { linesWith } from "./log-pages.ts";
import type { LogSearch } from "./log-panel.tsx";

/** Lines read at a time while looking through a whole log. */
const BATCH_LINES = 5_000;

interface Found extends LogSearch {
  of: string;
}

/** Lines that contain `query`, found from the first line on and kept up with a log that grows. Null without a query. */
export function useLogSearch(id: string, attempt: number, query: string, total: number): LogSearch | null {
  const client = useTRPCClient();
  const wanted = useDeferredValue(query.trim());
  const of = `${id}/${attempt}/${wanted}`;
  const [found, setFound] = useState<Found>({ of: "", matches: [], searched: 0 });
  const current = found.of === of ? found : { of, matches: [], searched: 0 };
  const from = current.searched;
  const behind = from < total;
  useEffect(() => {
    if (wanted === "" || !behind) return;
    const abort = new AbortController();
    const input = { id, attempt, fromLine: from, limit: BATCH_LINES };
    client.executions.logs.query(input, { signal: abort.signal }).then(
      (page) => setFound((before) => append(before, of, linesWith(page.lines, wanted), page.nextLine)),
      // Left, or unreadable: of the latter the tail's own query tells the reader.
      () => {},
    );
    return () => abort.abort();
  }, [client, id, attempt, wanted, of, from, behind]);
  return wanted === "" ? null : current;
}

function append(before: Found, of: string, lines: LogLineView[], searched: number): Found {
  const matches = before.of === of ? [...before.matches, ...lines] : lines;
  return { of, matches, searched };
}
