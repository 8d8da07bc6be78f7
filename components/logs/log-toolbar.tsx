"use client";

import { Download, Pause, Play, Search, WrapText } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/class-names.ts";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";

export interface LogToolbarProps {
  attempts: number[];
  attempt: number;
  onAttempt: (attempt: number) => void;
  query: string;
  onQuery: (query: string) => void;
  /** Null when the attempt writes no more: there is nothing to pause. */
  paused: boolean | null;
  onPaused: (paused: boolean) => void;
  wrap: boolean;
  onWrap: (wrap: boolean) => void;
  downloadHref: string;
}

/** What a reader does with a log. */
export function LogToolbar(props: LogToolbarProps) {
  return (
    <div className="flex flex-wrap items-center gap-2 border-b px-2 py-1.5">
      {props.attempts.length > 1 && (
        <Select
          aria-label="Attempt"
          className="w-32"
          value={String(props.attempt)}
          onChange={(event) => props.onAttempt(Number(event.target.value))}
          options={props.attempts.map((attempt) => ({ value: String(attempt), label: `Attempt ${attempt}` }))}
        />
      )}
      <LogFilter query={props.query} onQuery={props.onQuery} />
      <div className="ml-auto flex items-center gap-1">
        {props.paused !== null && (
          <Button
            variant="ghost"
            size="sm"
            aria-pressed={props.paused}
            onClick={() => props.onPaused(!props.paused)}
          >
            {props.paused ? <Play aria-hidden /> : <Pause aria-hidden />}
            {props.paused ? "Resume" : "Pause"}
          </Button>
        )}
        <Button
          variant="ghost"
          size="sm"
          aria-pressed={props.wrap}
          onClick={() => props.onWrap(!props.wrap)}
          className={cn(props.wrap && "bg-hover text-ink")}
        >
          <WrapText aria-hidden /> Wrap
        </Button>
        <Button asChild variant="ghost" size="sm">
          <a href={props.downloadHref} download>
            <Download aria-hidden /> Download
          </a>
        </Button>
      </div>
    </div>
  );
}

function LogFilter({ query, onQuery }: Pick<LogToolbarProps, "query" | "onQuery">) {
  return (
    <div className="relative min-w-40 grow sm:max-w-72">
      <Search aria-hidden className="pointer-events-none absolute top-2 left-2 size-4 text-ink-faint" />
      <Input
        type="search"
        aria-label="Show only lines that contain"
        placeholder="Show only lines that contain…"
        className="pl-7"
        value={query}
        onChange={(event) => onQuery(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || query === "") return;
          event.stopPropagation();
          onQuery("");
        }}
      />
    </div>
  );
}
