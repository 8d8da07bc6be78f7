import { cn } from "#components/ui/class-names.ts";
import { Tooltip } from "#components/ui/tooltip.tsx";
import type { ExecutionRow } from "#server/domain/views.ts";
import { meaningOf, REASON_WORDS, type ShownState, STATES, stateOf } from "./state.tsx";

export interface StateMarkProps {
  state: ShownState;
  className?: string;
}

/** The icon of a state, in its colour. The word must stand beside it. */
export function StateMark({ state, className }: StateMarkProps) {
  const { icon: Icon, filled, text } = STATES[state];
  if (!Icon) {
    return (
      <span
        aria-hidden
        className={cn("inline-flex size-4 shrink-0 items-center justify-center", text, className)}
      >
        <span className="breathes size-2.5 rounded-full bg-current" />
      </span>
    );
  }
  return (
    <Icon
      aria-hidden
      strokeWidth={2.25}
      className={cn("size-4 shrink-0 base:p-px", text, filled && "fill-current p-0.5", className)}
    />
  );
}

export interface StateBadgeProps {
  state: ShownState;
  /** What the state means here; the usual where left out. */
  meaning?: string;
  /** Stands after the word: a reason, a rung. */
  detail?: React.ReactNode;
  /** A frame around it, for headers. */
  framed?: boolean;
  className?: string;
}

/** State = icon + word + colour. */
export function StateBadge({ state, meaning, detail, framed = false, className }: StateBadgeProps) {
  const look = STATES[state];
  return (
    <span
      data-state-name={state}
      className={cn(
        "inline-flex min-w-0 items-center gap-1.5 whitespace-nowrap",
        framed && cn("h-6 base:rounded-md border border-current/30 px-1.5", look.text),
        look.striped && "stripes rounded-sm pr-1.5",
        look.striped && look.text,
        className,
      )}
    >
      <StateMark state={state} />
      <Tooltip content={meaning ?? look.meaning}>
        <span className={cn("font-medium", look.text)}>{look.word}</span>
      </Tooltip>
      {detail && <span className="truncate text-ink-muted tabular-nums">{detail}</span>}
    </span>
  );
}

/** The state of an execution that is not stopping, with its reason or attempt. */
export function ExecutionState({ execution, framed }: { execution: ExecutionRow; framed?: boolean }) {
  const { status, reason, attempt, maxAttempts } = execution;
  const rerun = status === "created" && attempt > 1 ? `attempt ${attempt} of ${maxAttempts}` : null;
  const why = reason && reason !== "terminated" ? REASON_WORDS[reason] : null;
  return (
    <StateBadge
      state={stateOf(execution)}
      meaning={meaningOf(execution)}
      detail={execution.unverified ? <Unverified why={why} /> : (rerun ?? why)}
      framed={framed}
    />
  );
}

function Unverified({ why }: { why: string | null }) {
  return (
    <>
      <span className="text-lost">unverified</span>
      {why && ` · ${why}`}
    </>
  );
}
