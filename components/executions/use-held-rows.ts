"use client";

import { useState } from "react";
import { useNow } from "#components/time/now-provider.tsx";
import type { ExecutionRow } from "#server/domain/views.ts";
import { type HeldRows, holdRows } from "./held-rows.ts";

/** So long after the pointer left the list or a key moved in it, rows stay where they are. */
const AIM_MS = 4_000;

interface Hold {
  rows: readonly ExecutionRow[];
  /** Of which filters these rows are. */
  of: string;
  /** Null while the list is scrolled down: until it is at its top again. */
  until: number | null;
}

export interface RowHolding extends HeldRows<ExecutionRow> {
  /** True while rows stay where they are. */
  holds: boolean;
  /** Someone aims at the rows as they stand. */
  aim: (top: boolean) => void;
  /** The pointer rests on them, or has left. */
  rest: (inside: boolean) => void;
  /** Shows the rows as they are now. */
  release: () => void;
}

/** Keeps rows from moving while someone reads or aims. `of` names the filters: other filters, other rows. */
export function useHeldRows(fresh: readonly ExecutionRow[], of: string, newestFirst: boolean): RowHolding {
  const now = useNow();
  const [hold, setHold] = useState<Hold | null>(null);
  const [inside, setInside] = useState(false);
  const isTimely = inside || hold?.until === null || now < (hold?.until ?? 0);
  const holds = hold !== null && hold.of === of && isTimely;
  const held = holdRows(fresh, holds ? hold.rows : null, newestFirst);
  const aim = (top: boolean) => {
    const until = top ? now + AIM_MS : null;
    if (holds && hold.until === until) return;
    const rows = held.rows.map(({ row }) => row);
    setHold({ rows: holds ? hold.rows : rows, of, until });
  };
  const rest = (enters: boolean) => {
    setInside(enters);
    if (enters || hold?.until !== null) aim(true);
  };
  return { ...held, holds, aim, rest, release: () => setHold(null) };
}
