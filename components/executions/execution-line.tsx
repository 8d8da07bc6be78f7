// biome-ignore-all lint/a11y/useSemanticElements: a table's rows can't be placed one by one, and become cards on a narrow screen
// biome-ignore-all lint/a11y/useFocusableInteractive: rows and cells are no controls; what is in them takes the focus
"use client";

import { CornerDownRight } from "lucide-react";
import Link from "next/link";
import { memo, type ReactNode } from "react";
import { RelativeTime } from "#components/time/relative-time.tsx";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/class-names.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { FOCUS_HEIR } from "#components/ui/focus-place.ts";
import { Checkbox } from "#components/ui/input.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { printLabels } from "#server/domain/labels.ts";
import { orderRefusal } from "#server/domain/order.ts";
import { canTerminate } from "#server/domain/permissions.ts";
import type { ExecutionRow } from "#server/domain/views.ts";
import type { ColumnChoice, ColumnKey } from "./columns.ts";
import { DeadlineCell, ProgressCell, RunningCell } from "./row-cells.tsx";
import { cellClass, GRID } from "./row-grid.ts";
import { shortId } from "./short-id.ts";
import { StateCell } from "./state-cell.tsx";

export interface ExecutionLineProps {
  execution: ExecutionRow;
  columns: ColumnChoice;
  /** It left the list; what is shown is what was last known. */
  gone: boolean;
  /** The keyboard stands here. */
  current: boolean;
  ticked: boolean;
  /** `extend` takes all between it and the one before. */
  onTick: (id: string, extend: boolean) => void;
  onTerminate: (execution: ExecutionRow) => void;
  /** Takes back a stop that its code has not met. */
  onWithdraw: (execution: ExecutionRow) => void;
  onDeadline: (execution: ExecutionRow) => void;
  onFocus: (id: string) => void;
}

type Cell = (props: ExecutionLineProps) => ReactNode;

const muted = (text: string | null) => <span className="block truncate text-ink-muted">{text ?? "–"}</span>;

const CELLS: Record<ColumnKey, Cell> = {
  state: ({ gone, execution }) =>
    gone ? <Gone execution={execution} /> : <StateCell execution={execution} />,
  id: (props) => <IdCell {...props} />,
  service: ({ execution }) => <span className="block truncate">{execution.serviceName}</span>,
  function: ({ execution }) => muted(execution.functionName),
  progress: ({ execution }) => <ProgressCell execution={execution} />,
  running: ({ execution }) => <RunningCell execution={execution} />,
  deadline: ({ execution, gone, onDeadline }) => (
    <DeadlineCell execution={execution} onMove={gone ? null : onDeadline} />
  ),
  runner: ({ execution }) => muted(execution.runnerHost),
  labels: ({ execution }) => {
    const words = printLabels(execution.labels).join(" ");
    return (
      <span className="block truncate font-mono text-xs text-ink-muted" title={words || undefined}>
        {words || "–"}
      </span>
    );
  },
  created: ({ execution }) => <RelativeTime at={execution.createdAt} className="text-ink-muted" />,
  creator: ({ execution }) => muted(execution.createdBy),
  attempt: ({ execution }) => (
    <span className="text-ink-muted tabular-nums">
      {execution.attempt}/{execution.maxAttempts}
    </span>
  ),
};

/** One execution in the list. The whole line leads to its page. Drawn again only when something of it has changed. */
export const ExecutionLine = memo(function ExecutionLine(props: ExecutionLineProps) {
  const { execution, columns, gone, current, ticked } = props;
  const name = `${execution.serviceName} ${shortId(execution.id)}`;
  return (
    <div
      className={cn(
        GRID,
        "relative border-b border-l-2 base:border-l-transparent hover:bg-hover",
        (current || ticked) && "bg-selected",
        current && "border-l-accent",
        gone && "text-ink-faint grayscale",
      )}
    >
      <div role="cell" className="flex items-center @max-[47rem]:[grid-area:tick]">
        <Checkbox
          aria-label={`Select ${name}`}
          className="relative z-10"
          checked={ticked}
          onFocus={() => props.onFocus(execution.id)}
          onChange={(event) =>
            props.onTick(execution.id, (event.nativeEvent as MouseEvent).shiftKey === true)
          }
        />
      </div>
      {columns.shown.map((key) => (
        <div key={key} role="cell" className={cellClass(key, columns)}>
          {CELLS[key](props)}
        </div>
      ))}
      <div role="cell" className="min-h-7 justify-self-end @max-[47rem]:[grid-area:action]">
        {!gone && <RowAction {...props} name={name} />}
      </div>
    </div>
  );
});

/** What is most likely wanted of it now: to stop it, or to take that back. */
function RowAction(props: ExecutionLineProps & { name: string }) {
  const { execution, name, onTerminate, onWithdraw } = props;
  const takesBack = orderRefusal(execution, "withdraw") === null;
  if (!takesBack && !canTerminate(execution)) return null;
  const [verb, act] = takesBack ? (["Withdraw", onWithdraw] as const) : (["Terminate", onTerminate] as const);
  return (
    <Button
      // Another button: who is about to press the one must not press the other.
      key={verb}
      size="sm"
      className="relative z-10"
      aria-label={`${verb} ${name}`}
      onFocus={() => props.onFocus(execution.id)}
      onClick={() => act(execution)}
    >
      {verb}
    </Button>
  );
}

function IdCell({ execution, onFocus }: Pick<ExecutionLineProps, "execution" | "onFocus">) {
  return (
    <span className="flex items-center gap-0.5">
      {execution.parentId && <ChildMark parentId={execution.parentId} />}
      <Link
        href={`/executions/${execution.id}`}
        prefetch={false}
        data-execution={execution.id}
        title={execution.id}
        {...FOCUS_HEIR}
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

function ChildMark({ parentId }: { parentId: string }) {
  const words = `Started by ${shortId(parentId)}`;
  return (
    <Tooltip content={words}>
      <span className="relative z-10 inline-flex items-center text-ink-faint">
        <CornerDownRight aria-hidden className="size-3.5" />
        <span className="sr-only">{words}</span>
      </span>
    </Tooltip>
  );
}

function Gone({ execution }: { execution: ExecutionRow }) {
  return <span title="It no longer matches the filters">Left this list, was {execution.status}</span>;
}
