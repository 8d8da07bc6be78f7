"use client";

import { CircleAlert, CircleCheck } from "lucide-react";
import type { ReactNode } from "react";
import { resetWaitWords } from "#components/executions/reset-words.ts";
import { StateMark } from "#components/executions/state-badge.tsx";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { formatDuration } from "#components/time/format-duration.ts";
import { useNow } from "#components/time/now-provider.tsx";
import { RelativeTime } from "#components/time/relative-time.tsx";
import { cn } from "#components/ui/class-names.ts";
import { FOCUS_HEIR } from "#components/ui/focus-place.ts";
import type { Policy } from "#server/domain/policy.ts";
import type { ExecutionDetail, ExecutionRow } from "#server/domain/views.ts";
import { LadderSteps } from "./ladder-steps.tsx";
import { reachedAfter, type StopLadder } from "./stop-ladder.ts";
import { askedBy, escalation, rungTime, stopResult, waitsFor, waitsSince } from "./stop-words.ts";

export interface StopBannerProps {
  ladder: StopLadder;
  /** As copied at the start of the attempt; null when it never started. */
  policy: Policy | null;
  /** The execution's end, or null when the attempt went back to the queue. */
  ending: Pick<ExecutionRow, "status" | "reason"> | null;
  /** Who else is in its worker, and whether its replica is being reset. */
  shared: Pick<ExecutionDetail, "neighbours" | "reset">;
  /** What can be done about it while it is under way. */
  controls: ReactNode;
}

/** A stop from its request to its proof; after the end it stays, with how it ended. */
export function StopBanner({ ladder, policy, ending, controls, shared }: StopBannerProps) {
  const result = stopResult(ladder, ending, useFormatNumber());
  return (
    <section
      aria-label="Stop"
      className={cn(
        "rounded-md border px-3 py-2.5",
        ladder.over ? "bg-surface" : "border-stopping/40 bg-stopping/8",
      )}
    >
      <div
        {...FOCUS_HEIR}
        tabIndex={-1}
        className="flex flex-wrap items-center gap-x-1.5 gap-y-0.5 rounded-sm"
      >
        <Headline result={result} verified={reachedAfter(ladder, "verified") !== null} />
        <span className="text-ink-muted">
          <span className="max-sm:hidden">· </span>
          {askedBy(ladder)} <RelativeTime at={ladder.requestedAt} />
          {ladder.note && (
            <>
              {" "}
              · <span>“{ladder.note}”</span>
            </>
          )}
          {ladder.alsoAskedBy && <> · {ladder.alsoAskedBy} asked to terminate it too: it is not run again</>}
        </span>
      </div>
      <LadderSteps ladder={ladder} />
      <SentSignals ladder={ladder} />
      {!ladder.over && <Waiting ladder={ladder} policy={policy} shared={shared} />}
      {!ladder.over && controls}
    </section>
  );
}

function Headline({ result, verified }: { result: string | null; verified: boolean }) {
  if (!result) {
    return (
      <span className="inline-flex items-center gap-1.5 font-semibold text-stopping">
        <StateMark state="stopping" /> Stopping
      </span>
    );
  }
  const Icon = verified ? CircleCheck : CircleAlert;
  return (
    <span className="inline-flex items-start gap-1.5 font-semibold">
      <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", verified ? "text-success" : "text-lost")} />
      {result}
    </span>
  );
}

function SentSignals({ ladder }: { ladder: StopLadder }) {
  const formatNumber = useFormatNumber();
  if (ladder.signals.length === 0) return null;
  const words = ladder.signals.map(
    ({ signal, afterMs }) => `${signal} sent after ${rungTime(afterMs, formatNumber)}`,
  );
  return <p className="mt-1.5 text-xs text-ink-muted tabular-nums">{words.join(" · ")}</p>;
}

function Waiting({ ladder, policy, shared }: Pick<StopBannerProps, "ladder" | "policy" | "shared">) {
  const now = useNow();
  const isReset = shared.reset !== null && ladder.signals.length === 0;
  const words = isReset && shared.reset ? resetWaitWords(shared.reset, now) : waitsFor(ladder);
  const since = isReset && shared.reset ? shared.reset.since : waitsSince(ladder);
  const waited = formatDuration(now - since.getTime(), { ticking: true });
  const next = isReset ? null : escalation(ladder, policy, new Date(now), shared.neighbours !== null);
  return (
    <p className="mt-1.5 text-ink-muted tabular-nums">
      {words}, for {waited} so far.{next && ` ${next}.`}
    </p>
  );
}
