"use client";

import { useQueryStates } from "nuqs";
import { useCallback, useMemo } from "react";
import type { ExecutionQuery } from "#server/domain/query/execution-query.ts";
import { printQuery } from "#server/domain/query/print-query.ts";
import { FILTER_PARSERS, readFilter, type UrlFilter } from "./filter-url.ts";

/** The filter, as the URL has it. */
export function useFilters(): [UrlFilter, (query: ExecutionQuery) => void] {
  const [{ q }, setParameters] = useQueryStates(FILTER_PARSERS, {
    // An address without a filter begins with the default view: everything is said by an empty one.
    clearOnDefault: false,
  });
  const filter = useMemo(() => readFilter(q), [q]);
  const change = useCallback(
    (query: ExecutionQuery) => void setParameters({ q: printQuery(query) }),
    [setParameters],
  );
  return [filter, change];
}
