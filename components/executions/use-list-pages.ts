"use client";

import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { useTRPC } from "#components/trpc/context.ts";
import type { ExecutionPage } from "#server/domain/list-views.ts";
import type { ExecutionRow } from "#server/domain/views.ts";
import { listOptions, PAGE, whereInput } from "./list-options.ts";
import { overlaid } from "./overlaid.ts";
import { useLoadFault } from "./use-load-fault.ts";

/** So many pages are read again whole. Of a longer list only its top and what is looked at are, so that it costs no more. */
const LIVE_PAGES = 3;

/** The pages of the list that were loaded, as they are now. */
export function useListPages(where: string, readable: boolean) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const options = listOptions(trpc, where);
  const isDeep = (queryClient.getQueryData(options.queryKey)?.pages.length ?? 0) > LIVE_PAGES;
  const list = useInfiniteQuery({
    ...options,
    enabled: readable && !isDeep,
    placeholderData: keepPreviousData,
  });
  const [seen, setSeen] = useState<readonly string[]>([]);
  const looked = useQuery({
    ...trpc.executions.list.queryOptions({ ids: [...seen], limit: PAGE }),
    enabled: readable && isDeep && seen.length > 0,
    placeholderData: keepPreviousData,
  });
  const top = useQuery({
    ...trpc.executions.list.queryOptions({ ...whereInput(where), limit: PAGE }),
    enabled: readable && isDeep,
  });
  const listFault = useLoadFault(list, options.queryKey);
  const topFault = useLoadFault(top, options.queryKey);
  // What another filter found stands in while this one is read, not once it has failed.
  const pages = listFault && list.isPlaceholderData ? undefined : list.data?.pages;
  const rows = useMemo(
    () => pages && overlaid(rowsOf(pages), isDeep ? looked.data?.rows : [], isDeep ? top.data?.rows : []),
    [pages, isDeep, looked.data, top.data],
  );
  const { fetchNextPage, isFetchingNextPage, hasNextPage } = list;
  const key = JSON.stringify(options.queryKey);
  const trim = useCallback(() => {
    const queryKey = JSON.parse(key) as typeof options.queryKey;
    queryClient.setQueryData(queryKey, (data) => data && firstPages(data));
    void queryClient.invalidateQueries({ queryKey });
  }, [queryClient, key]);
  return {
    rows: rows ?? null,
    pages: pages ?? [],
    /** Of which filters the rows are; null while those of another stand in. */
    of: list.isPlaceholderData ? null : where,
    /** Ids of what is on the screen. */
    seen,
    /** Newer ones may be missing between them: of what came on top of a long list a page is read. */
    gap: isDeep && isGap(top.data, pages?.[0]?.rows[0]?.id),
    hasNextPage,
    hasMore: hasNextPage && !isFetchingNextPage,
    more: useCallback(() => void fetchNextPage(), [fetchNextPage]),
    fault: isDeep ? topFault : listFault,
    isDeep,
    /** Told what is on the screen. */
    look: setSeen,
    /** Nobody is further down any more: all of it is live again. */
    trim,
  };
}

function rowsOf(pages: readonly ExecutionPage[]): ExecutionRow[] {
  return pages.flatMap((page) => page.rows);
}

function isGap(top: ExecutionPage | undefined, first: string | undefined): boolean {
  const last = top?.rows.at(-1)?.id;
  return top?.nextCursor != null && last !== undefined && first !== undefined && last > first;
}

function firstPages<Data extends { pages: unknown[]; pageParams: unknown[] }>(data: Data): Data {
  return {
    ...data,
    pages: data.pages.slice(0, LIVE_PAGES),
    pageParams: data.pageParams.slice(0, LIVE_PAGES),
  };
}
