"use client";

import { useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { useTRPC } from "#components/trpc/context.ts";
import type { LogLineView, LogPage } from "#server/domain/views.ts";
import { lineIn, missingPages, PAGE_LINES } from "./log-pages.ts";

export interface LogLines {
  /** Undefined until the first answer. */
  tail: LogPage | undefined;
  total: number;
  lineAt: (index: number) => LogLineView | undefined;
  onRange: (first: number, last: number) => void;
  /** Undefined while reading goes well. */
  error: { message: string } | undefined;
}

/** Lines of one attempt: its tail, kept fresh, and the pages that hold what is on screen further up. */
export function useLogLines(id: string, attempt: number): LogLines {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [range, setRange] = useState({ first: 0, last: 0 });
  const tail = useQuery(trpc.executions.logs.queryOptions({ id, attempt, limit: PAGE_LINES }));
  const total = tail.data?.totalLines ?? 0;
  const pages = missingPages(range, total, tail.data?.lines[0]?.number ?? total);
  const results = useQueries({
    queries: pages.map(({ page, until }) => {
      const input = { id, attempt, fromLine: page * PAGE_LINES, limit: PAGE_LINES };
      const kept = client.getQueryData(trpc.executions.logs.queryKey(input));
      // Lines never change: a page that reaches as far as it is needed is not read again.
      const complete = kept !== undefined && kept.nextLine >= until;
      return trpc.executions.logs.queryOptions(input, {
        enabled: !complete,
        staleTime: 0,
        refetchInterval: false,
      });
    }),
  });
  const sources = [tail.data, ...results.map((result) => result.data)];
  const lineAt = (index: number) => lineIn(sources, index);
  const onRange = useCallback((first: number, last: number) => setRange({ first, last }), []);
  const error = tail.error ?? results.find((result) => result.error)?.error ?? undefined;
  return { tail: tail.data, total, lineAt, onRange, error };
}
