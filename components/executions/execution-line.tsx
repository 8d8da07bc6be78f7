// biome-ignore-all lint/a11y/useSemanticElements: a table's rows can't be placed one by one, and become cards on a narrow screen
// biome-ignore-all lint/a11y/useFocusableInteractive: rows and cells are no controls; what is in them takes the focus
"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/class-names.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { canTerminate } from "#server/domain/permissions.ts";
import type { ExecutionRow } from "#server/domain/views.ts";
import { DeadlineCell, ProgressCell, RunningCell } from "./row-cells.tsx";
import { shortId } from "./short-id.ts";
import { StateCell } from "./state-cell.tsx";

/** The columns, and where each goes on a card. A class with a breakpoint hides what does not fit. */
export const COLUMNS = [
  { key: "state", heading: "State", cell: "[grid-area:state]" },
  { key: "id", heading: "Execution", cell: "[grid-area:id]" },
  { key: "service", heading: "Service", cell: "[grid-area:service]" },
  { key: "function", heading: "Function", cell: "[grid-area:function] @max-[64rem]:hidden" },
  { key: "progress", heading: "Progress", cell: "[grid-area:progress]" },
  { key: "running", heading: "Running", cell: "[grid-area:running] @min-[47rem]:text-right" },
  { key: "deadline", heading: "Deadline", cell: "[grid-area:deadline] @max-[64rem]:hidden" },
  { key: "runner", heading: "Runner", cell: "[grid-area:runner] @max-[78rem]:hidden" },
  { key: "action", heading: "Action", cell: "[grid-area:action] justify-self-end" },
] as const;
export type ColumnKey = (typeof COLUMNS)[number]["key"];

/** The same tracks for the heading and every row, so that columns stand still whatever is in them. */
export const GRID =
  "grid items-center gap-x-3 px-3 @min-[47rem]:h-9 @min-[47rem]:px-4.5 " +
  "@max-[47rem]:grid-cols-[minmax(0,1fr)_auto] @max-[47rem]:gap-y-1 @max-[47rem]:py-2 " +
  "@max-[47rem]:[grid-template-areas:'state_action'_'service_id'_'progress_running'] " +
  "@min-[47rem]:[grid-template-areas:'state_id_service_progress_running_action'] " +
  "@min-[47rem]:grid-cols-[minmax(12rem,1.3fr)_6.75rem_minmax(5rem,1fr)_minmax(6.5rem,1.3fr)_5rem_5.25rem] " +
  "@min-[64rem]:[grid-template-areas:'state_id_service_function_progress_running_deadline_action'] " +
  "@min-[64rem]:grid-cols-[minmax(11.5rem,1fr)_6.25rem_minmax(5.5rem,1fr)_minmax(4rem,.5fr)_minmax(11rem,2.2fr)_4.5rem_8.5rem_5.25rem] " +
  "@min-[78rem]:[grid-template-areas:'state_id_service_function_progress_running_deadline_runner_action'] " +
  "@min-[78rem]:grid-cols-[minmax(13.5rem,1.1fr)_6.75rem_minmax(6.5rem,.9fr)_minmax(4.5rem,.6fr)_minmax(12rem,2.4fr)_5rem_8.75rem_minmax(4.5rem,.6fr)_5.25rem]";

export interface ExecutionLineProps {
  execution: ExecutionRow;
  /** It left the list; what is shown is what was last known. */
  gone: boolean;
  /** The keyboard stands here. */
  current: boolean;
  onTerminate: (execution: ExecutionRow) => void;
  onFocus: (id: string) => void;
}

/** One execution in the list. The whole line leads to its page. */
export function ExecutionLine({ execution, gone, current, onTerminate, onFocus }: ExecutionLineProps) {
  const cells: Record<ColumnKey, ReactNode> = {
    state: gone ? <Gone execution={execution} /> : <StateCell execution={execution} />,
    id: <IdCell execution={execution} onFocus={onFocus} />,
    service: <span className="block truncate">{execution.serviceName}</span>,
    function: <span className="block truncate text-ink-muted">{execution.functionName}</span>,
    progress: <ProgressCell execution={execution} />,
    running: <RunningCell execution={execution} />,
    deadline: <DeadlineCell execution={execution} />,
    runner: <span className="block truncate text-ink-muted">{execution.runnerHost ?? "–"}</span>,
    action: canTerminate(execution) && !gone && (
      <Button
        size="sm"
        className="relative z-10"
        aria-label={`Terminate ${execution.serviceName} ${shortId(execution.id)}`}
        onClick={() => onTerminate(execution)}
      >
        Terminate
      </Button>
    ),
  };
  return (
    <div
      className={cn(
        GRID,
        "relative border-b border-l-2 border-l-transparent hover:bg-hover",
        current && "border-l-accent bg-selected",
        gone && "text-ink-faint grayscale",
      )}
    >
      {COLUMNS.map(({ key, cell }) => (
        <div key={key} role="cell" className={cn("min-w-0", cell)}>
          {cells[key]}
        </div>
      ))}
    </div>
  );
}

function IdCell({ execution, onFocus }: Pick<ExecutionLineProps, "execution" | "onFocus">) {
  return (
    <span className="flex items-center gap-0.5">
      <Link
        href={`/executions/${execution.id}`}
        prefetch={false}
        data-execution={execution.id}
        title={execution.id}
        onFocus={() => onFocus(execution.id)}
        className="font-mono text-ink after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
      >
        {shortId(execution.id)}
      </Link>
      <CopyButton
        text={execution.id}
        label="Copy the id"
        className="relative z-10 opacity-0 group-hover/line:opacity-100 focus-visible:opacity-100 @max-[47rem]:hidden"
      />
    </span>
  );
}

function Gone({ execution }: { execution: ExecutionRow }) {
  return <span title="It no longer matches the filters">Left this list, was {execution.status}</span>;
}
