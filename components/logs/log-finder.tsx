"use client";

import { ChevronDown, ChevronUp, ListFilter, Search } from "lucide-react";
import { Button, IconButton } from "#components/ui/button.tsx";
import { cn } from "#components/ui/class-names.ts";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { LogLevel } from "#server/domain/log-level.ts";
import type { FoundLine } from "./use-found-line.ts";
import type { LogQuery, LogSearch } from "./use-log-search.ts";

export interface LogFinderProps {
  query: LogQuery;
  onQuery: (query: LogQuery) => void;
  /** Null while nothing is looked for. */
  search: LogSearch | null;
  found: FoundLine;
  /** Only what was found is shown. */
  only: boolean;
  onOnly: (only: boolean) => void;
}

const LEVELS: readonly { value: LogLevel; label: string }[] = [
  { value: "debug", label: "Debug and up" },
  { value: "info", label: "Info and up" },
  { value: "warn", label: "Warnings and up" },
  { value: "error", label: "Errors" },
];

/** Looks for lines by their text and their level, and walks through what was found. */
export function LogFinder({ query, onQuery, search, found, only, onOnly }: LogFinderProps) {
  const count = search?.matches.length ?? 0;
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-1">
      <div className="relative w-56 max-w-full">
        <Search aria-hidden className="pointer-events-none absolute top-2 left-2 size-4 text-ink-faint" />
        <Input
          type="search"
          aria-label="Search the log"
          placeholder="Search the log…"
          className="pl-7"
          value={query.text}
          onChange={(event) => onQuery({ ...query, text: event.target.value })}
          onKeyDown={(event) => {
            if (event.key === "Enter") found.onStep(event.shiftKey ? -1 : 1);
            if (event.key !== "Escape" || query.text === "") return;
            event.stopPropagation();
            onQuery({ ...query, text: "" });
          }}
        />
      </div>
      <Select
        aria-label="Level"
        className="w-36"
        none="All levels"
        value={query.least ?? ""}
        onChange={(event) => onQuery({ ...query, least: (event.target.value || null) as LogLevel | null })}
        options={LEVELS}
      />
      <span className="flex gap-1">
        <IconButton label="Previous (Shift+Enter)" disabled={count === 0} onClick={() => found.onStep(-1)}>
          <ChevronUp />
        </IconButton>
        <IconButton label="Next (Enter)" disabled={count === 0} onClick={() => found.onStep(1)}>
          <ChevronDown />
        </IconButton>
      </span>
      <Button
        variant="ghost"
        size="sm"
        aria-pressed={only}
        onClick={() => onOnly(!only)}
        className={cn(only && "bg-hover text-ink")}
      >
        <ListFilter aria-hidden /> Only these
      </Button>
    </div>
  );
}
