"use client";

import { useQueryStates } from "nuqs";
import { useCallback, useMemo } from "react";
import type { ExecutionQuery } from "#server/domain/query/execution-query.ts";
import { printQuery } from "#server/domain/query/print-query.ts";
import { FILTER_PARSERS, readFilter, type UrlFilter } from "./filter-url.ts";

/** With `replace` the way back does not lead to the filter before: for what is still being typed. */
export type ChangeQuery = (query: ExecutionQuery, history?: "push" | "replace") => void;

export interface Filters {
  filter: UrlFilter;
  setQuery: ChangeQuery;
  /** Id of the saved view that is shown; null when none is. */
  viewId: string | null;
  /** Shows a view with its filter, or everything. */
  showView: (view: { id: string; filter: string } | null) => void;
  /** What is shown is this view, or no longer one. */
  nameView: (id: string | null) => void;
}

/** The filter and the view, as the URL has them. */
export function useFilters(): Filters {
  const [{ q, view }, setParameters] = useQueryStates(FILTER_PARSERS, {
    // An address without a filter begins with the default view: everything is said by an empty one.
    clearOnDefault: false,
  });
  const filter = useMemo(() => readFilter(q), [q]);
  const setQuery: ChangeQuery = useCallback(
    (query, history = "push") => {
      const text = printQuery(query);
      if (text !== q) void setParameters({ q: text }, { history });
    },
    [setParameters, q],
  );
  return {
    filter,
    setQuery,
    viewId: view,
    showView: (chosen) =>
      void setParameters({ q: chosen?.filter ?? "", view: chosen?.id ?? null }, { history: "push" }),
    nameView: (id) => id !== view && void setParameters({ view: id }),
  };
}
