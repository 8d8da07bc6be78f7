"use client";

import { useState } from "react";

/** Executions that were ticked. */
export interface Selection {
  ids: ReadonlySet<string>;
  /** Ticks or unticks one; `extend` takes all between it and the one before. */
  toggle: (id: string, extend: boolean) => void;
  /** Ticks these, or unticks them when all are ticked. */
  toggleAll: (ids: readonly string[]) => void;
  clear: () => void;
}

/** `order` is that of the rows on the screen. */
export function useSelection(order: readonly string[]): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [last, setLast] = useState<string | null>(null);
  return {
    ids,
    toggle: (id, extend) => {
      setIds(toggledRange(ids, order, id, extend ? last : null));
      setLast(id);
    },
    toggleAll: (all) => {
      const every = all.every((id) => ids.has(id));
      setIds(new Set(every ? [] : all));
    },
    clear: () => {
      setIds(new Set());
      setLast(null);
    },
  };
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
