"use client";

import { Clock, Download, Pause, Play, WrapText } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/class-names.ts";
import { Select } from "#components/ui/select.tsx";
import { LogFinder, type LogFinderProps } from "./log-finder.tsx";
import type { LogLook } from "./log-look.ts";

export interface LogToolbarProps extends LogFinderProps {
  attempts: number[];
  attempt: number;
  onAttempt: (attempt: number) => void;
  /** Null when the attempt writes no more: there is nothing to pause. */
  paused: boolean | null;
  onPaused: (paused: boolean) => void;
  look: LogLook;
  onLook: (change: Partial<LogLook>) => void;
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
      <LogFinder {...props} />
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
        <Toggle on={props.look.times} onToggle={(times) => props.onLook({ times })}>
          <Clock aria-hidden /> Times
        </Toggle>
        <Toggle on={props.look.wrap} onToggle={(wrap) => props.onLook({ wrap })}>
          <WrapText aria-hidden /> Wrap
        </Toggle>
        <Button asChild variant="ghost" size="sm">
          <a href={props.downloadHref} download>
            <Download aria-hidden /> Download
          </a>
        </Button>
      </div>
    </div>
  );
}

interface ToggleProps {
  on: boolean;
  onToggle: (on: boolean) => void;
  children: ReactNode;
}

function Toggle({ on, onToggle, children }: ToggleProps) {
  return (
    <Button
      variant="ghost"
      size="sm"
      aria-pressed={on}
      onClick={() => onToggle(!on)}
      className={cn(on && "bg-hover text-ink")}
    >
      {children}
    </Button>
  );
}
