"use client";

import type { ReactNode } from "react";
import { Select } from "#components/ui/select.tsx";
import { sortedBy } from "#server/domain/query/change-query.ts";
import {
  type ExecutionQuery,
  NO_QUERY,
  SORT_WORDS,
  SORTS,
  type Sort,
} from "#server/domain/query/execution-query.ts";
import { printQuery } from "#server/domain/query/print-query.ts";
import { FilterText, type FilterTextProps } from "./filter-text.tsx";

export interface FilterBarProps extends Omit<FilterTextProps, "onClear"> {
  /** Stands at the end: views and columns. */
  children?: ReactNode;
}

const RANGES = [
  { value: "3600", label: "Last hour" },
  { value: "86400", label: "Last 24 hours" },
  { value: "604800", label: "Last 7 days" },
  { value: "2592000", label: "Last 30 days" },
];
const ORDERS = SORTS.map((value) => ({ value, label: SORT_WORDS[value] }));

/** Narrows and orders the list. */
export function FilterBar({ children, ...props }: FilterBarProps) {
  const { query } = props.filter;
  const { onQuery } = props;
  const narrowed = printQuery({ ...query, sort: "newest" }) !== "";
  return (
    <search className="flex flex-wrap items-start gap-2">
      <FilterText
        {...props}
        onClear={
          narrowed || props.filter.fault
            ? () => onQuery({ ...NO_QUERY, sort: keptSort(query.sort) })
            : undefined
        }
      />
      <Select
        aria-label="Created within"
        className="w-36"
        none={query.from !== null || query.to !== null || isOwnRange(query) ? "Own time range" : "Any time"}
        options={RANGES}
        value={isOwnRange(query) || query.newer === null ? "" : String(query.newer)}
        onChange={(event) => onQuery(withRange(query, event.target.value))}
      />
      <Select
        aria-label="Order"
        className="w-44"
        options={ORDERS}
        value={query.sort}
        onChange={(event) => onQuery(sortedBy(query, event.target.value as Sort))}
      />
      {children}
    </search>
  );
}

function isOwnRange({ newer }: ExecutionQuery): boolean {
  return newer !== null && !RANGES.some(({ value }) => Number(value) === newer);
}

function withRange(query: ExecutionQuery, value: string): ExecutionQuery {
  return { ...query, newer: value === "" ? null : Number(value), from: null, to: null };
}

/** One by what only runs goes with the filter that it needs. */
function keptSort(sort: Sort): Sort {
  return sort === "oldest" ? sort : "newest";
}
