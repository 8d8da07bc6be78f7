"use client";

import { useEffect, useRef, useState } from "react";
import { useShortcuts } from "#components/shell/shortcuts.tsx";
import { canTerminate } from "#server/domain/permissions.ts";
import type { ExecutionRow } from "#server/domain/views.ts";
import type { HeldRow } from "./held-rows.ts";

const KEYS = [
  { keys: "j", label: "Next execution" },
  { keys: "k", label: "Previous execution" },
  { keys: "Enter", label: "Open the execution" },
  { keys: "x", label: "Select the execution" },
  { keys: "t", label: "Terminate the execution…" },
];

export interface RowKeysOptions {
  rows: readonly HeldRow<ExecutionRow>[];
  scrollTo: (index: number) => void;
  onTerminate: (execution: ExecutionRow) => void;
  onTick: (id: string) => void;
  onMove: () => void;
}

/** Moves along the rows by keyboard. The row is the one whose link has the focus, so that Enter opens it. */
export function useRowKeys({ rows, scrollTo, onTerminate, onTick, onMove }: RowKeysOptions) {
  const [current, setCurrent] = useState<string | null>(null);
  const wanted = useRef<string | null>(null);

  useShortcuts("Executions", KEYS, (keys) => {
    const at = rows.findIndex(({ row }) => row.id === current);
    if (keys === "x") return current === null ? undefined : onTick(current);
    if (keys === "t") {
      const row = rows[at]?.row;
      if (row && canTerminate(row)) onTerminate(row);
      return;
    }
    if (keys === "Enter") return linkOf(current)?.click();
    const next = Math.min(rows.length - 1, Math.max(0, at + (keys === "j" ? 1 : -1)));
    const id = rows[next]?.row.id;
    if (!id) return;
    wanted.current = id;
    setCurrent(id);
    scrollTo(next);
    onMove();
  });

  // The row may only come into the page after the list has scrolled to it.
  useEffect(() => {
    const link = linkOf(wanted.current);
    if (!link) return;
    wanted.current = null;
    link.focus({ preventScroll: true });
  });
  return { current, setCurrent };
}

function linkOf(id: string | null): HTMLAnchorElement | null {
  return id === null ? null : document.querySelector(`a[data-execution="${CSS.escape(id)}"]`);
}
