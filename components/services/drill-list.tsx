"use client";

import { CircleCheck, CircleDashed, CircleHelp, CircleX } from "lucide-react";
import { ExecutionLink } from "#components/executions/execution-link.tsx";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { useCommands } from "#components/shell/shortcuts.tsx";
import { RelativeTime } from "#components/time/relative-time.tsx";
import { Button } from "#components/ui/button.tsx";
import type { DrillOutcome, DrillView } from "#server/domain/drill.ts";
import { DRILL_WORDS, drillSentence } from "./drill-words.ts";

const MARKS: Record<DrillOutcome | "running", { icon: typeof CircleCheck; colour: string }> = {
  running: { icon: CircleDashed, colour: "text-running" },
  passed: { icon: CircleCheck, colour: "text-success" },
  failed: { icon: CircleX, colour: "text-failed" },
  "ended-early": { icon: CircleHelp, colour: "text-created" },
  "not-started": { icon: CircleHelp, colour: "text-created" },
  "other-stop": { icon: CircleHelp, colour: "text-created" },
  unverified: { icon: CircleHelp, colour: "text-lost" },
};

export interface DrillListProps {
  /** Undefined while they are loaded. */
  drills: DrillView[] | undefined;
  onDrill: () => void;
  /** Why none can be started; null when one can. */
  hindrance: string | null;
}

/** Runs that were started to see whether they stop. */
export function DrillList({ drills, onDrill, hindrance }: DrillListProps) {
  useCommands("This service", hindrance === null ? { "Run a termination drill…": onDrill } : {});
  return (
    <div className="mt-4">
      <div className="mb-1 flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-medium">Termination drills</h3>
        <Button size="sm" onClick={onDrill} disabled={hindrance !== null} title={hindrance ?? undefined}>
          Run a drill…
        </Button>
      </div>
      {drills?.length === 0 && (
        <p className="text-ink-muted">
          None yet. A drill starts a run, asks it to stop, and tells whether it did in time and saved.
        </p>
      )}
      <ul aria-label="Termination drills">
        {drills?.map((drill) => (
          <Line key={drill.id} drill={drill} />
        ))}
      </ul>
    </div>
  );
}

function Line({ drill }: { drill: DrillView }) {
  const { icon: Icon, colour } = MARKS[drill.outcome ?? "running"];
  return (
    <li className="flex min-h-8 flex-wrap items-baseline gap-x-3 gap-y-0.5 border-t py-1.5">
      <span className={`flex w-32 items-center gap-1.5 self-start ${colour}`}>
        <Icon aria-hidden className="size-3.5 shrink-0" />
        {DRILL_WORDS[drill.outcome ?? "running"]}
      </span>
      <span className="min-w-0 grow basis-72 tabular-nums">{drillSentence(drill, useFormatNumber())}</span>
      <span className="text-ink-muted">
        {drill.functionName}
        {drill.executionId && (
          <>
            {" "}
            <ExecutionLink id={drill.executionId} />
          </>
        )}{" "}
        · {drill.createdBy} <RelativeTime at={drill.createdAt} />
      </span>
    </li>
  );
}
