"use client";

import { useMemo, useState } from "react";
import { useHasCome, useLastTick } from "#components/time/now-provider.tsx";
import type { ExecutionRow } from "#server/domain/views.ts";
import { type HeldRows, holdRows, type Loaded, missingOf, reaches } from "./held-rows.ts";
import { stateOf } from "./state.tsx";
import { changedSince, grownBy, type Still, shownStill, stillOf } from "./still-rows.ts";
import { useElsewhere } from "./use-elsewhere.ts";

/** So long after the pointer left the list or a key moved in it, rows stay where they are. */
const AIM_MS = 4_000;

interface Hold {
  rows: readonly ExecutionRow[];
  /** Of which filters these rows are. */
  of: string;
  /** Null while the list is scrolled down: until it is at its top again. */
  until: number | null;
}

export interface LoadedList extends Omit<Loaded<ExecutionRow>, "elsewhere"> {
  /** Of which filters the rows are; null while those of another stand in. */
  of: string | null;
  /** Ids of what is on the screen. */
  seen: readonly string[];
}

export interface Pause {
  /** Epoch milliseconds. */
  since: number;
  /** Rows that are in another state by now, or have left the list, as far as that is known. */
  changed: number;
}

export interface RowHolding extends HeldRows<ExecutionRow> {
  /** True while rows stay where they are. */
  holds: boolean;
  /** More may be loaded below them: not page after page of newer ones, which are not shown, for somebody who only aims. */
  takesMore: boolean;
  /** Null while what is shown of the rows is as it is now. */
  pause: Pause | null;
  /** Someone aims at the rows as they stand. */
  aim: (top: boolean) => void;
  /** The pointer rests on them, or has left. */
  rest: (inside: boolean) => void;
  /** Shows the rows as they are now. */
  release: () => void;
  /** Something is asked of this one: it is shown as it is now, also while updates are paused. */
  touch: (id: string) => void;
}

/** Keeps rows from moving while someone reads or aims, and as they were while `paused`. */
export function useHeldRows(list: LoadedList, paused: boolean): RowHolding {
  const { of } = list;
  const lastTick = useLastTick();
  const [hold, setHold] = useState<Hold | null>(null);
  const [inside, setInside] = useState(false);
  const [kept, setStill] = useState<Still<ExecutionRow> | null>(null);
  const still = paused && kept?.of === of ? kept : null;
  const isOver = useHasCome(hold?.until ?? 0);
  const holds = hold !== null && hold.of === of && (inside || hold.until === null || !isOver);
  const { rows, sort, hasMore, gap, seen } = list;
  const heldRows = holds ? hold.rows : null;
  const stood = useMemo(() => still?.rows.map(({ row }) => row) ?? heldRows, [still, heldRows]);
  const missing = useMemo(() => (stood ? missingOf(rows, stood, seen) : []), [rows, stood, seen]);
  const elsewhere = useElsewhere(of ?? "", missing);
  const held = useMemo(
    () => holdRows({ rows, sort, hasMore, gap, elsewhere }, stood),
    [rows, sort, hasMore, gap, elsewhere, stood],
  );
  if (kept && !paused) setStill(null);
  if (paused && of !== null) {
    const next = still ? grownBy(still, held, lastTick()) : stillOf(of, held, lastTick());
    if (next !== still) setStill(next);
  }
  const aim = (top: boolean) => {
    const until = top ? lastTick() + AIM_MS : null;
    if (of === null || (holds && hold.until === until)) return;
    const shown = held.rows.map(({ row }) => row);
    setHold({ rows: holds ? hold.rows : shown, of, until });
  };
  const rest = (enters: boolean) => {
    setInside(enters);
    if (enters || hold?.until !== null) aim(true);
  };
  return {
    rows: still ? shownStill(still, held) : held.rows,
    newer: held.newer,
    holds: holds || still !== null,
    takesMore: stood === null || hold?.until === null || reaches(stood, rows.at(-1)),
    pause: still && { since: still.since, changed: changedSince(still, held, stateOf) },
    aim,
    rest,
    release: () => setHold(null),
    touch: (id) => still && setStill({ ...still, touched: new Set([...still.touched, id]) }),
  };
}
