"use client";

import { ChevronDown, ChevronUp, ListFilter, Search } from "lucide-react";
import { useEffect, useRef } from "react";
import { Button, IconButton } from "#components/ui/button.tsx";
import { cn } from "#components/ui/class-names.ts";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { FoundLine } from "./use-found-line.ts";
import { LEAST_LEVELS, type LogQueryState } from "./use-log-query.ts";
import type { LogSearch } from "./use-log-search.ts";

export interface LogFinderProps extends LogQueryState {
  /** Null while nothing is looked for. */
  search: LogSearch | null;
  found: FoundLine;
  /** True when somebody asked to search, from wherever they were. */
  wanted: boolean;
  onWanted: (wanted: boolean) => void;
}

const LEVEL_WORDS = { debug: "Debug and up", info: "Info and up", warn: "Warnings and up", error: "Errors" };
const LEVELS = LEAST_LEVELS.map((value) => ({ value, label: LEVEL_WORDS[value] }));

/** Looks for lines by their text and their level, and walks through what was found. */
export function LogFinder(props: LogFinderProps) {
  const { query, onQuery, search, found, only, onOnly, wanted, onWanted } = props;
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!wanted) return;
    input.current?.focus();
    onWanted(false);
  }, [wanted, onWanted]);
  const count = search?.matches.length ?? 0;
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-1">
      <div className="relative w-56 max-w-full">
        <Search aria-hidden className="pointer-events-none absolute top-2 left-2 size-4 text-ink-faint" />
        <Input
          ref={input}
          type="search"
          aria-label="Search the log"
          aria-keyshortcuts="/"
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
        onChange={(event) =>
          onQuery({ ...query, least: LEAST_LEVELS.find((level) => level === event.target.value) ?? null })
        }
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
