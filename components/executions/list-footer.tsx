"use client";

import { useEffect } from "react";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { RelativeTime } from "#components/time/relative-time.tsx";
import { Button } from "#components/ui/button.tsx";
import type { Total } from "./list-total.ts";

/** How far back was looked for what fits. */
export interface SearchedTo {
  at: Date;
  /** It goes on only when somebody asks for it. */
  waiting: boolean;
}

export interface ListFooterProps {
  loaded: number;
  total: Total | null;
  /** Null when a page was full or everything was looked at. */
  searched: SearchedTo | null;
  onMore: () => void;
}

/** How much of the list is there, and how far back was looked. */
export function ListFooter({ loaded, total, searched, onMore }: ListFooterProps) {
  const formatNumber = useFormatNumber();
  const goesOn = searched !== null && !searched.waiting;
  const at = searched?.at.getTime();
  useEffect(() => {
    if (goesOn && at !== undefined) onMore();
  }, [goesOn, at, onMore]);
  return (
    <p className="flex min-h-8 flex-wrap items-center gap-x-3 border-t px-3 py-1 text-xs text-ink-faint tabular-nums sm:px-5">
      <span>
        {formatNumber(loaded)} of {total ? formatNumber(total.count) : "…"}
        {total && !total.exact && "+"} loaded
      </span>
      {searched && (
        <span>
          Looked back to executions created <RelativeTime at={searched.at} />
          {goesOn && ", looking further…"}
        </span>
      )}
      {searched?.waiting && (
        <Button size="sm" onClick={onMore}>
          Look further back
        </Button>
      )}
    </p>
  );
}
