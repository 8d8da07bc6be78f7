"use client";

import Link from "next/link";
import { shortId } from "#components/executions/short-id.ts";
import { STATES } from "#components/executions/state.tsx";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { formatDuration } from "#components/time/format-duration.ts";
import { useNow } from "#components/time/now-provider.tsx";
import { cn } from "#components/ui/class-names.ts";
import { Section } from "#components/ui/section.tsx";
import type { Durations } from "#server/domain/duration-views.ts";
import { isTerminal } from "#server/domain/status.ts";
import type { ExecutionDetail } from "#server/domain/views.ts";
import { lengthOf, slowWords } from "./slow-words.ts";

export interface PastRunsProps {
  execution: Pick<ExecutionDetail, "id" | "status" | "startedAt" | "endedAt" | "functionName">;
  durations: Durations;
}

/** So many bars fit beside one another, each wide enough for a finger. */
const SHOWN = 12;
const HEIGHT = 56;

interface Bar {
  id: string;
  state: keyof typeof STATES;
  ms: number;
}

/** How long the newest runs of the same function took, this one among them. */
export function PastRuns({ execution, durations }: PastRunsProps) {
  return execution.status === "in-progress" ? (
    <Ticking execution={execution} durations={durations} />
  ) : (
    <Runs execution={execution} durations={durations} now={0} />
  );
}

function Ticking(props: PastRunsProps) {
  return <Runs {...props} now={useNow()} />;
}

function Runs({ execution, durations, now }: PastRunsProps & { now: number }) {
  const formatNumber = useFormatNumber();
  const running = !isTerminal(execution.status);
  const ms = ownLength(execution, now);
  const bars = barsOf(execution, durations, ms);
  return (
    <Section title={`Runs of ${execution.functionName}`}>
      <p className="mb-2 text-ink-muted tabular-nums">{slowWords(durations, ms, running, formatNumber)}</p>
      {bars.length > 1 && <Bars bars={bars} own={execution.id} p95Ms={durations.p95Ms} />}
    </Section>
  );
}

function ownLength({ startedAt, endedAt }: PastRunsProps["execution"], now: number): number | null {
  return startedAt && Math.max(0, (endedAt?.getTime() ?? now) - startedAt.getTime());
}

/** Oldest first; this one at its place, or last while it runs. */
function barsOf({ id, status }: PastRunsProps["execution"], { runs }: Durations, ms: number | null): Bar[] {
  const others = runs
    .filter((run) => run.id !== id)
    .map((run) => ({ id: run.id, state: run.status, ms: lengthOf(run) }));
  const all = ms === null ? others : [...others, { id, state: status, ms }];
  return all
    .sort((a, b) => (a.id < b.id ? 1 : -1))
    .slice(0, SHOWN)
    .reverse();
}

function Bars({ bars, own, p95Ms }: { bars: Bar[]; own: string; p95Ms: number | null }) {
  const formatNumber = useFormatNumber();
  const longest = Math.max(1, p95Ms ?? 0, ...bars.map(({ ms }) => ms));
  return (
    <>
      <ol className="relative flex items-end gap-0.5" style={{ height: HEIGHT }}>
        {p95Ms !== null && (
          <li
            aria-hidden
            className="pointer-events-none absolute inset-x-0 border-t border-dashed border-line-strong"
            style={{ bottom: `${(100 * p95Ms) / longest}%` }}
          />
        )}
        {bars.map((bar) => (
          <li key={bar.id} className="flex h-full max-w-9 min-w-[min(1.5rem,7%)] grow items-end">
            <BarLink bar={bar} own={bar.id === own} share={bar.ms / longest} />
          </li>
        ))}
      </ol>
      <p className="mt-1 flex justify-between text-xs text-ink-faint tabular-nums">
        <span>older</span>
        {p95Ms !== null && <span>dashed: p95, {formatDuration(p95Ms, { formatNumber })}</span>}
        <span>newer</span>
      </p>
    </>
  );
}

const FILLS: Partial<Record<keyof typeof STATES, string>> = {
  success: "bg-success/60",
  failed: "bg-failed/70",
  terminated: "bg-terminated/70",
  "in-progress": "bg-running/70",
};

function BarLink({ bar: { id, state, ms }, own, share }: { bar: Bar; own: boolean; share: number }) {
  const formatNumber = useFormatNumber();
  const words = `${own ? "This one" : shortId(id)}: ${STATES[state].word}, ${formatDuration(ms, { formatNumber })}`;
  return (
    <Link
      href={`/executions/${id}`}
      prefetch={false}
      title={words}
      aria-label={words}
      aria-current={own ? "page" : undefined}
      className="group flex h-full w-full items-end focus-visible:outline-offset-1"
    >
      <span
        className={cn(
          "block w-full rounded-t-xs group-hover:opacity-80",
          FILLS[state] ?? "bg-created/60",
          own && "ring-2 ring-accent",
        )}
        style={{ height: `max(2px, ${100 * share}%)` }}
      />
    </Link>
  );
}
