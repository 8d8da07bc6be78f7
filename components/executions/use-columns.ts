"use client";

import { useState } from "react";
import { rememberColumns } from "./column-memory.ts";
import type { ColumnChoice } from "./columns.ts";

export interface Columns {
  choice: ColumnChoice;
  change: (choice: ColumnChoice) => void;
}

/** The columns, which this browser remembers. */
export function useColumns(initial: ColumnChoice): Columns {
  const [choice, setChoice] = useState(initial);
  const change = (next: ColumnChoice) => {
    setChoice(next);
    rememberColumns(next);
  };
  return { choice, change };
}
