"use client";

import { useState } from "react";
import type { BulkTarget } from "#components/bulks/bulk-dialog-screen.tsx";

/** Executions that were ticked, or all that fit. */
export interface Selection {
  ids: ReadonlySet<string>;
  /** The filter that all are meant of, loaded or not, as it stood when they were chosen; null: those that are ticked. */
  all: string | null;
  /** Ticks or unticks one; along the rows of an order, all between it and the one before. */
  toggle: (id: string, along: readonly string[] | null) => void;
  /** Ticks these, or unticks them when all of them are ticked. */
  toggleAll: (ids: readonly string[]) => void;
  /** Means all that fit the filter, or no longer. */
  meanAll: (all: boolean) => void;
  clear: () => void;
}

/** All are meant until the next tick or another filter: `where` is the one that stands. */
export function useSelection(where: string): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [last, setLast] = useState<string | null>(null);
  const [all, setAll] = useState<string | null>(null);
  if (all !== null && all !== where) setAll(null);
  const tick = (next: ReadonlySet<string>) => {
    setIds(next);
    setAll(null);
  };
  return {
    ids,
    all: all === where ? all : null,
    toggle: (id, along) => {
      tick(toggledRange(ids, along ?? [], id, along ? last : null));
      setLast(id);
    },
    toggleAll: (these) => tick(toggledAll(ids, these)),
    meanAll: (meant) => setAll(meant ? where : null),
    clear: () => {
      tick(new Set());
      setLast(null);
    },
  };
}

/** Whom something is done to. */
export function targetOf({ ids, all }: Pick<Selection, "ids" | "all">): BulkTarget {
  return all === null ? { ids: [...ids] } : { where: all };
}

/** Ticks elsewhere stay. */
export function toggledAll(ids: ReadonlySet<string>, these: readonly string[]): ReadonlySet<string> {
  if (!these.every((id) => ids.has(id))) return new Set([...ids, ...these]);
  const next = new Set(ids);
  for (const id of these) next.delete(id);
  return next;
}

/** What is ticked after a click on `id`; with `from`, everything between them becomes what `id` becomes. */
export function toggledRange(
  ids: ReadonlySet<string>,
  order: readonly string[],
  id: string,
  from: string | null,
): ReadonlySet<string> {
  const next = new Set(ids);
  const ticked = !ids.has(id);
  const ends = [order.indexOf(id), from === null ? -1 : order.indexOf(from)];
  const range = ends.includes(-1) ? [id] : order.slice(Math.min(...ends), Math.max(...ends) + 1);
  for (const one of range) {
    if (ticked) next.add(one);
    else next.delete(one);
  }
  return next;
}
