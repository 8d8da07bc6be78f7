"use client";

import { useState } from "react";
import { useNow } from "#components/time/now-provider.tsx";
import type { ExecutionRow } from "#server/domain/views.ts";
import { type HeldRows, holdRows } from "./held-rows.ts";

/** So long after the pointer or a key moved over the list, rows stay where they are. */
const AIM_MS = 4_000;

interface Hold {
  rows: readonly ExecutionRow[];
  /** Of which filters these rows are. */
  of: string;
  /** Null while the list is scrolled down: until it is at its top again. */
  until: number | null;
}

export interface RowHolding extends HeldRows<ExecutionRow> {
  /** Someone aims at the rows as they stand. */
  aim: (top: boolean) => void;
  /** Shows the rows as they are now. */
  release: () => void;
}

/** Keeps rows from moving while someone reads or aims. `of` names the filters: other filters, other rows. */
export function useHeldRows(fresh: readonly ExecutionRow[], of: string, newestFirst: boolean): RowHolding {
  const now = useNow();
  const [hold, setHold] = useState<Hold | null>(null);
  const holds = hold !== null && hold.of === of && (hold.until === null || now < hold.until);
  const held = holdRows(fresh, holds ? hold.rows : null, newestFirst);
  const aim = (top: boolean) => {
    const until = top ? now + AIM_MS : null;
    if (holds && hold.until === until) return;
    const rows = held.rows.map(({ row }) => row);
    setHold({ rows: holds ? hold.rows : rows, of, until });
  };
  return { ...held, aim, release: () => setHold(null) };
}
