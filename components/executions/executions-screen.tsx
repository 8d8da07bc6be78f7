"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { AskedBulk } from "#components/bulks/bulk-dialog-screen.tsx";
import { useTRPC } from "#components/trpc/context.ts";
import { doubtWords } from "#components/trpc/failure-words.ts";
import { useLivePause } from "#components/trpc/live.tsx";
import { toast } from "#components/ui/toast.ts";
import { ViewsScreen } from "#components/views/views-screen.tsx";
import type { ExecutionPage } from "#server/domain/list-views.ts";
import { labelInProgress } from "#server/domain/query/complete-query.ts";
import type { ExecutionRow } from "#server/domain/views.ts";
import { type ColumnChoice, isDefault, parseColumns, printColumns } from "./columns.ts";
import { ExecutionsView } from "./executions-view.tsx";
import { readFilter } from "./filter-url.ts";
import { HindranceProvider } from "./hindrance.tsx";
import { DeadlineDialog, useDialogsSoon, useEver } from "./later-dialogs.tsx";
import { ListAnnouncements } from "./list-announcements.tsx";
import type { SearchedTo } from "./list-footer.tsx";
import { whereInput } from "./list-options.ts";
import { StartExecutionButton } from "./start-execution-screen.tsx";
import { TerminateScreen } from "./terminate-screen.tsx";
import { TypicalProvider } from "./typical.tsx";
import { useColumns } from "./use-columns.ts";
import { useFilters } from "./use-filters.ts";
import { useListPages } from "./use-list-pages.ts";
import { useDeadline, useWithdraw } from "./use-row-orders.ts";
import { useSelection } from "./use-selection.ts";

/** Comes when it is asked for. */
const BulkDialogScreen = dynamic(() =>
  import("#components/bulks/bulk-dialog-screen.tsx").then((module) => module.BulkDialogScreen),
);

/** The list of executions, live. */
export function ExecutionsScreen({ columns: remembered }: { columns: ColumnChoice }) {
  const trpc = useTRPC();
  const [filter, setQuery] = useFilters();
  const list = useListPages(filter.text, filter.fault === null);
  const { rows } = list;
  const readable = { enabled: filter.fault === null, placeholderData: keepPreviousData };
  const counts = useQuery({ ...trpc.executions.counts.queryOptions(whereInput(filter.text)), ...readable });
  const bars = useQuery({ ...trpc.executions.histogram.queryOptions(whereInput(filter.text)), ...readable });
  const [asked, setAsked] = useState<ExecutionRow | null>(null);
  const [moved, setMoved] = useState<ExecutionRow | null>(null);
  const withdraw = useWithdraw();
  const moveDeadline = useDeadline();
  const columns = useColumns(remembered);
  const selection = useSelection(rows?.map(({ id }) => id) ?? []);
  const [bulk, setBulk] = useState<AskedBulk | null>(null);
  useDialogsSoon();
  const deadlineAsked = useEver(moved !== null);
  useLivePause(selection.ids.size > 0);
  return (
    <>
      <ListAnnouncements
        filter={filter}
        counts={counts.isPlaceholderData ? null : (counts.data ?? null)}
        ticked={selection.ids.size}
      />
      <TypicalProvider rows={rows ?? []}>
        <HindranceProvider>
          <ExecutionsView
            filter={filter}
            onQuery={setQuery}
            {...useKnownValues(rows)}
            counts={counts.data ?? null}
            histogram={bars.data ?? null}
            rows={rows}
            hasMore={list.hasMore}
            onMore={list.more}
            onLook={list.isDeep ? list.look : null}
            onTop={list.isDeep ? list.trim : null}
            searched={searchedTo(list.pages)}
            fault={list.fault}
            onTerminate={setAsked}
            onWithdraw={({ id }) =>
              void withdraw(id).catch((error: unknown) =>
                toast.error(doubtWords(error, "the stop was withdrawn")),
              )
            }
            onDeadline={setMoved}
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
        </HindranceProvider>
      </TypicalProvider>
      <TerminateScreen
        asked={asked && (rows?.find(({ id }) => id === asked.id) ?? asked)}
        onClose={() => setAsked(null)}
      />
      {deadlineAsked && (
        <DeadlineDialog
          execution={moved && (rows?.find(({ id }) => id === moved.id) ?? moved)}
          onMove={async (to) => moved && (await moveDeadline(moved.id, to))}
          onClose={() => setMoved(null)}
        />
      )}
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
