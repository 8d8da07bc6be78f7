"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { AskedBulk } from "#components/bulks/bulk-dialog-screen.tsx";
import { useTRPC } from "#components/trpc/context.ts";
import { doubtWords } from "#components/trpc/failure-words.ts";
import { useListPause } from "#components/trpc/live.tsx";
import { toast } from "#components/ui/toast.ts";
import { ViewsScreen } from "#components/views/views-screen.tsx";
import type { ExecutionPage } from "#server/domain/list-views.ts";
import { printQuery } from "#server/domain/query/print-query.ts";
import type { ExecutionRow } from "#server/domain/views.ts";
import { type ColumnChoice, isDefault, printColumns } from "./columns.ts";
import { ExecutionsView } from "./executions-view.tsx";
import { HindranceProvider } from "./hindrance.tsx";
import { BulkDialogScreen, DeadlineDialog, useDialogsSoon, useEver } from "./later-dialogs.tsx";
import { ListAnnouncements } from "./list-announcements.tsx";
import type { SearchedTo } from "./list-footer.tsx";
import { whereInput } from "./list-options.ts";
import { StartExecutionButton } from "./start-execution-screen.tsx";
import { TerminateScreen } from "./terminate-screen.tsx";
import { TypicalProvider } from "./typical.tsx";
import { useColumns } from "./use-columns.ts";
import { useFilters } from "./use-filters.ts";
import { useHeldRows } from "./use-held-rows.ts";
import { useKnownValues } from "./use-known-values.ts";
import { useListPages } from "./use-list-pages.ts";
import { useDeadline, useWithdraw } from "./use-row-orders.ts";
import { useSelection } from "./use-selection.ts";

const NONE: readonly ExecutionRow[] = [];

/** The list of executions, live. */
export function ExecutionsScreen({ columns: remembered }: { columns: ColumnChoice }) {
  const trpc = useTRPC();
  const { filter, setQuery, ...view } = useFilters();
  const views = useQuery(trpc.views.list.queryOptions());
  const active = views.data?.find(({ id }) => id === view.viewId) ?? null;
  const selection = useSelection(filter.text);
  const list = useListPages(filter.text, filter.fault === null);
  const { rows } = list;
  const holding = useHeldRows(
    { ...list, rows: rows ?? NONE, sort: filter.query.sort, hasMore: list.hasNextPage },
    selection.ids.size > 0,
  );
  const readable = { enabled: filter.fault === null, placeholderData: keepPreviousData };
  const counts = useQuery({ ...trpc.executions.counts.queryOptions(whereInput(filter.text)), ...readable });
  const bars = useQuery({ ...trpc.executions.histogram.queryOptions(whereInput(filter.text)), ...readable });
  const [asked, setAsked] = useState<ExecutionRow | null>(null);
  const [moved, setMoved] = useState<ExecutionRow | null>(null);
  const withdraw = useWithdraw();
  const moveDeadline = useDeadline();
  const columns = useColumns(remembered, active?.columns ?? null, () => view.nameView(null));
  const [bulk, setBulk] = useState<AskedBulk | null>(null);
  useDialogsSoon();
  const deadlineAsked = useEver(moved !== null);
  useListPause(holding.pause?.since ?? null);
  const asking = (ask: (row: ExecutionRow) => void) => (row: ExecutionRow) => {
    holding.touch(row.id);
    ask(row);
  };
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
            holding={holding}
            hasMore={list.hasMore}
            onMore={list.more}
            onLook={list.look}
            onTop={list.isDeep ? list.trim : null}
            searched={searchedTo(list.pages)}
            fault={list.fault}
            onTerminate={asking(setAsked)}
            onWithdraw={asking(
              ({ id }) =>
                void withdraw(id).catch((error: unknown) =>
                  toast.error(doubtWords(error, "the stop was withdrawn")),
                ),
            )}
            onDeadline={asking(setMoved)}
            columns={columns}
            selection={selection}
            onBulk={setBulk}
            views={
              <ViewsScreen
                filter={filter.fault ? filter.text : printQuery(filter.query)}
                columns={isDefault(columns.choice) ? "" : printColumns(columns.choice)}
                active={active}
                onChoose={view.showView}
                onSaved={view.nameView}
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
