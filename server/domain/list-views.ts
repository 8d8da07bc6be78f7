import type { ExecutionCounts, ExecutionRow } from "./views.ts";

/** A page of the executions list, in the order that was asked for. */
export interface ExecutionPage {
  rows: ExecutionRow[];
  /** What to ask for as `cursor` to get the page after this one; null on the last page. */
  nextCursor: string | null;
  /**
   * Null on a full page and on the last one. Else the page ends here because rows enough were looked at: what fits may
   * come further back than this.
   */
  searchedTo: Date | null;
}

/** Counts by status. Those of `atLeast` are so many or more: nobody counted further. */
export interface ListCounts extends ExecutionCounts {
  atLeast: (keyof ExecutionCounts)[];
}

/** When executions were created, in bars of equal time. */
export interface Histogram {
  from: Date;
  to: Date;
  bars: HistogramBar[];
}

export interface HistogramBar {
  from: Date;
  /** Not included. */
  to: Date;
  count: number;
  /** The part of `count` that has failed. */
  failed: number;
  /** There are so many or more: nobody counted further. */
  more: boolean;
}

/** A filter of the list with its columns, by name. */
export interface SavedView {
  id: string;
  name: string;
  /** As it is typed. */
  filter: string;
  /** As the list remembers them; empty for the usual ones. */
  columns: string;
  shared: boolean;
  owner: string;
  /** The caller's: they may change it. */
  own: boolean;
  /** The caller's list begins with it. */
  isDefault: boolean;
  /** How many others begin with it. */
  othersBegin: number;
}
