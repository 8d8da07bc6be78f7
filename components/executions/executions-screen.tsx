"use client";

import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { toast } from "sonner";
import { type AskedBulk, BulkDialogScreen } from "#components/bulks/bulk-dialog-screen.tsx";
import { useTRPC } from "#components/trpc/context.ts";
import { useLivePause } from "#components/trpc/live.tsx";
import { ViewsScreen } from "#components/views/views-screen.tsx";
import type { ExecutionPage } from "#server/domain/list-views.ts";
import { labelInProgress } from "#server/domain/query/complete-query.ts";
import type { ExecutionRow } from "#server/domain/views.ts";
import { type ColumnChoice, isDefault, parseColumns, printColumns } from "./columns.ts";
import { ExecutionsView } from "./executions-view.tsx";
import { readFilter } from "./filter-url.ts";
import type { SearchedTo } from "./list-footer.tsx";
import { listOptions, whereInput } from "./list-options.ts";
import { loadFaultOf } from "./load-fault.ts";
import { shortId } from "./short-id.ts";
import { StartExecutionButton } from "./start-execution-screen.tsx";
import { TerminateScreen } from "./terminate-screen.tsx";
import { useColumns } from "./use-columns.ts";
import { useFilters } from "./use-filters.ts";
import { useSelection } from "./use-selection.ts";

/** The list of executions, live. */
export function ExecutionsScreen({ columns: remembered }: { columns: ColumnChoice }) {
  const trpc = useTRPC();
  const [filter, setQuery] = useFilters();
  const options = listOptions(trpc, filter.text);
  const readable = { enabled: filter.fault === null, placeholderData: keepPreviousData };
  const list = useInfiniteQuery({ ...options, ...readable });
  const counts = useQuery({ ...trpc.executions.counts.queryOptions(whereInput(filter.text)), ...readable });
  const bars = useQuery({ ...trpc.executions.histogram.queryOptions(whereInput(filter.text)), ...readable });
  const [asked, setAsked] = useState<ExecutionRow | null>(null);
  const { fetchNextPage, isFetchingNextPage, hasNextPage } = list;
  const more = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? null;
  const columns = useColumns(remembered);
  const selection = useSelection(rows?.map(({ id }) => id) ?? []);
  const [bulk, setBulk] = useState<AskedBulk | null>(null);
  useLivePause(selection.ids.size > 0);
  return (
    <>
      <ExecutionsView
        filter={filter}
        onQuery={setQuery}
        {...useKnownValues(rows)}
        counts={counts.data ?? null}
        histogram={bars.data ?? null}
        rows={rows}
        hasMore={hasNextPage && !isFetchingNextPage}
        onMore={more}
        searched={searchedTo(list.data?.pages ?? [])}
        fault={loadFaultOf(list, options.queryKey)}
        onTerminate={setAsked}
        columns={columns}
        selection={selection}
        onBulk={setBulk}
        views={
          <ViewsScreen
            filter={filter.text}
            columns={isDefault(columns.choice) ? "" : printColumns(columns.choice)}
            onChoose={(view) => {
              setQuery(readFilter(view.filter).query);
              if (view.columns) columns.change(parseColumns(view.columns));
            }}
          />
        }
        start={<StartExecutionButton />}
      />
      <TerminateScreen
        asked={asked && (rows?.find(({ id }) => id === asked.id) ?? asked)}
        onClose={() => setAsked(null)}
      />
      {bulk && <BulkDialogScreen {...bulk} onClose={() => setBulk(null)} onStarted={selection.clear} />}
    </>
  );
}

/** Pages that may end for having looked at enough, one after the other, until somebody has to ask for more. */
const MOST_LOOKS = 20;

function searchedTo(pages: readonly ExecutionPage[]): SearchedTo | null {
  const at = pages.at(-1)?.searchedTo;
  if (!at) return null;
  return { at, waiting: pages.filter((page) => page.searchedTo).length % MOST_LOOKS === 0 };
}

/** What filters can be completed with. */
function useKnownValues(rows: readonly ExecutionRow[] | null) {
  const trpc = useTRPC();
  const [typed, setTyped] = useState("");
  const key = labelInProgress(typed);
  const services = useQuery(trpc.services.list.queryOptions());
  const keys = useQuery(trpc.executions.knownLabels.queryOptions({}));
  const values = useQuery({
    ...trpc.executions.knownLabels.queryOptions({ key: key ?? "" }),
    enabled: key !== null,
  });
  const among = (of: (row: ExecutionRow) => string | null) =>
    [...new Set(rows?.map(of))].filter((value) => value !== null).sort();
  return {
    onTyping: setTyped,
    labelValues: values.data ?? [],
    known: {
      service: services.data?.map(({ name }) => name) ?? [],
      function: among((row) => row.functionName),
      runner: among((row) => row.runnerHost),
      by: among((row) => row.createdBy),
      labelKeys: keys.data ?? [],
    },
  };
}
