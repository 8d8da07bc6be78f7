"use client";

import { useRouter } from "next/navigation";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { useShortcuts } from "#components/shell/shortcuts.tsx";
import { toast } from "#components/ui/toast.ts";
import type { BulkKind } from "#server/domain/bulk.ts";
import { type OrderRefusal, orderRefusal, refusalWords } from "#server/domain/order.ts";
import { canTerminate, terminateRefusal } from "#server/domain/permissions.ts";
import type { ExecutionRow } from "#server/domain/views.ts";
import type { HeldRow } from "./held-rows.ts";
import { rememberList } from "./list-memory.ts";
import { shortId } from "./short-id.ts";

const KEYS = [
  { keys: "j", label: "Next execution" },
  { keys: "k", label: "Previous execution" },
  { keys: "Enter", label: "Open the execution" },
  { keys: "x", label: "Select the execution" },
  { keys: "X", label: "Select all between it and the one before" },
  { keys: "t", label: "Terminate the execution, or all that are selected…" },
  { keys: "e", label: "Extend: set its deadline, or that of all selected…" },
  { keys: "l", label: "Its log" },
];

export interface RowKeysOptions {
  rows: readonly HeldRow<ExecutionRow>[];
  scrollTo: (index: number) => void;
  onTerminate: (execution: ExecutionRow) => void;
  onDeadline: (execution: ExecutionRow) => void;
  onTick: (id: string, extend: boolean) => void;
  /** Null while nothing is selected. */
  onBulk: ((kind: BulkKind) => void) | null;
  onMove: () => void;
}

/** Moves along the rows by keyboard. The row is the one whose link has the focus, so that Enter opens it. */
export function useRowKeys({ rows, scrollTo, onMove, ...act }: RowKeysOptions) {
  const router = useRouter();
  const [current, setCurrent] = useState<string | null>(null);
  const wanted = useRef<string | null>(null);

  useShortcuts(
    "Executions",
    KEYS,
    (keys) => {
      const at = rows.findIndex(({ row }) => row.id === current);
      const row = rows[at]?.row;
      if (keys === "x" || keys === "X") return row && act.onTick(row.id, keys === "X");
      if (keys === "l") return row && router.push(`/executions/${row.id}?tab=logs`);
      if (keys === "t") {
        if (act.onBulk) return act.onBulk("terminate");
        if (row && canTerminate(row)) return act.onTerminate(row);
        return row && say(row, "is not stopped", terminateRefusal(row));
      }
      if (keys === "e") {
        if (act.onBulk) return act.onBulk("extend");
        const refusal = row && orderRefusal(row, "deadline");
        if (!row || refusal === null) return row && act.onDeadline(row);
        return say(row, "keeps its deadline", refusal);
      }
      if (keys === "Enter") return linkOf(current)?.click();
      const next = Math.min(rows.length - 1, Math.max(0, at + (keys === "j" ? 1 : -1)));
      const id = rows[next]?.row.id;
      if (!id) return;
      wanted.current = id;
      setCurrent(id);
      scrollTo(next);
      onMove();
    },
    { byName: false },
  );

  useEffect(() => rememberList(rows.map(({ row }) => row.id)), [rows]);

  // The row may only come into the page after the list has scrolled to it.
  useEffect(() => {
    const link = linkOf(wanted.current);
    if (!link) return;
    wanted.current = null;
    link.focus({ preventScroll: true });
  });
  useNextWhenGone(rows, current, setCurrent);
  return { current, setCurrent };
}

/** When the row that had the focus has left the list, the one that took its place has it. */
function useNextWhenGone(
  rows: RowKeysOptions["rows"],
  current: string | null,
  setCurrent: (id: string | null) => void,
): void {
  const place = useRef(0);
  const at = rows.findIndex(({ row }) => row.id === current);
  useLayoutEffect(() => {
    if (at >= 0) place.current = at;
    else if (current !== null) {
      const next = rows[Math.min(place.current, rows.length - 1)]?.row.id ?? null;
      const lost = document.activeElement === null || document.activeElement === document.body;
      // Whoever is elsewhere by now, at the filters for instance, begins anew.
      setCurrent(lost ? next : null);
      if (lost) linkOf(next)?.focus({ preventScroll: true });
    }
  }, [rows, at, current, setCurrent]);
}

/** Nothing is asked, and nobody is left to wonder why. */
function say(row: ExecutionRow, what: string, refusal: OrderRefusal | undefined): void {
  if (refusal) toast(`${shortId(row.id)} ${what}: ${refusalWords(refusal)}`);
}

function linkOf(id: string | null): HTMLAnchorElement | null {
  return id === null ? null : document.querySelector(`a[data-execution="${CSS.escape(id)}"]`);
}
