"use client";

import { useMemo, useState } from "react";
import { rememberColumns } from "./column-memory.ts";
import { type ColumnChoice, parseColumns } from "./columns.ts";

export interface Columns {
  choice: ColumnChoice;
  change: (choice: ColumnChoice) => void;
}

/**
 * The columns: those of a view while one is shown, else those that this browser remembers. Once they are changed they are
 * the browser's, and `onOwn` is told that they are no longer those of the view.
 */
export function useColumns(initial: ColumnChoice, ofView: string | null = null, onOwn?: () => void): Columns {
  const [own, setOwn] = useState(initial);
  const choice = useMemo(() => (ofView === null ? own : parseColumns(ofView)), [ofView, own]);
  const change = (next: ColumnChoice) => {
    setOwn(next);
    rememberColumns(next);
    onOwn?.();
  };
  return { choice, change };
}
