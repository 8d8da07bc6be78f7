"use client";

import { shortId } from "#components/executions/short-id.ts";
import { ExecutionState } from "#components/executions/state-badge.tsx";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { RelativeTime } from "#components/time/relative-time.tsx";
import { cn } from "#components/ui/class-names.ts";
import { bulkPlan } from "#server/domain/bulk-plan.ts";
import type { BulkDraft } from "#server/domain/bulk-views.ts";
import type { StopMode } from "#server/domain/stop.ts";
import { atWorkWords } from "./at-work-words.ts";
import { executionsWord, foreseenWords } from "./bulk-words.ts";

export interface BulkSampleProps {
  draft: BulkDraft;
  /** Of `terminate`. */
  mode: StopMode;
}

/** Whom a bulk is about, before it begins: the first of them, with what would be done to each. */
export function BulkSample({ draft, mode }: BulkSampleProps) {
  const formatNumber = useFormatNumber();
  const more = draft.total - draft.sample.length;
  const foreseen = foreseenWords(draft, formatNumber);
  return (
    <div className="flex flex-col gap-1">
      {foreseen && <p className="tabular-nums">{foreseen}</p>}
      <ul aria-label="What would be done" className="rounded-md border">
        {draft.sample.map((one) => (
          <SampleLine key={one.execution.id} kind={draft.kind} one={one} mode={mode} at={draft.at} />
        ))}
      </ul>
      <p className="text-xs text-ink-faint">
        {more > 0 && `and ${executionsWord(more, formatNumber)} more, `}as they were{" "}
        <RelativeTime at={draft.at} />
      </p>
    </div>
  );
}

interface SampleLineProps {
  kind: BulkDraft["kind"];
  one: BulkDraft["sample"][number];
  mode: StopMode;
  /** When it was read. */
  at: Date;
}

function SampleLine({ kind, one: { execution, worker }, mode, at }: SampleLineProps) {
  const { reached, words } = bulkPlan(kind, { ...execution, worker }, mode);
  return (
    <li className="flex flex-wrap items-center gap-x-3 border-t px-2 py-1 text-xs first:border-t-0">
      <code>{shortId(execution.id)}</code>
      <ExecutionState execution={execution} />
      <span className="text-ink-muted">{execution.serviceName}</span>
      <span className={cn("ml-auto", reached ? "text-ink" : "text-ink-faint")}>{words}</span>
      {kind === "terminate" && worker && !execution.stop && (
        <span className="basis-full text-ink-faint tabular-nums">
          {atWorkWords(execution, worker, mode, at)}
        </span>
      )}
    </li>
  );
}
