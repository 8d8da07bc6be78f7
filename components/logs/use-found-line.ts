"use client";

import { useState } from "react";
import type { LogSearch } from "./use-log-search.ts";

export interface FoundLine {
  /** Which of those found is looked at, from 0; null for none yet. */
  place: number | null;
  /** Its number in the log. */
  number: number | null;
  onStep: (by: 1 | -1) => void;
}

/** Walks through what was found, round and round. Another question begins anew. */
export function useFoundLine(search: LogSearch | null, of: string): FoundLine {
  const [at, setAt] = useState<{ of: string; place: number }>({ of: "", place: 0 });
  const count = search?.matches.length ?? 0;
  const place = at.of === of && at.place < count ? at.place : null;
  return {
    place,
    number: place === null ? null : (search?.matches[place]?.number ?? null),
    onStep(by) {
      if (count === 0) return;
      const next = place === null ? (by === 1 ? 0 : count - 1) : (place + by + count) % count;
      setAt({ of, place: next });
    },
  };
}
