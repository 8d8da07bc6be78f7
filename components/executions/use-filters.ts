"use client";

import { useQueryStates } from "nuqs";
import { useCallback } from "react";
import { FILTER_KEYS, FILTER_PARSERS } from "./filter-url.ts";
import type { Filters } from "./filters.ts";

/** The filters, as the URL has them. */
export function useFilters(): [Filters, (change: Partial<Filters>) => void] {
  const [filters, setFilters] = useQueryStates(FILTER_PARSERS, {
    urlKeys: FILTER_KEYS,
    clearOnDefault: true,
  });
  const change = useCallback((next: Partial<Filters>) => void setFilters(next), [setFilters]);
  return [filters, change];
}
