"use client";

import { useFormatNumber, useMomentFormats } from "#components/locale/locale-provider.tsx";
import { useHydrated } from "#components/time/now-provider.tsx";
import { cn } from "#components/ui/class-names.ts";
import { RUNG_MEANINGS } from "./rung-meanings.ts";
import type { LadderRung, RungMark, StopLadder } from "./stop-ladder.ts";
import { rungLabel, rungTime } from "./stop-words.ts";

const SAID: Record<RungMark, string> = {
  reached: "reached",
  waiting: "awaited now",
  ahead: "not reached yet",
  skipped: "never proven",
};

const MARKS: Record<RungMark, string> = {
  reached: "size-2.5 rounded-full bg-current",
  waiting:
    "breathes size-2.5 rounded-full border border-current bg-linear-to-r from-current from-50% to-transparent to-50%",
  ahead: "size-2.5 rounded-full border border-line-strong",
  skipped: "h-px w-2.5 bg-line-strong",
};

/** The rungs side by side, each with its time from the request; one below the other on a narrow screen. */
export function LadderSteps({ ladder }: { ladder: StopLadder }) {
  return (
    <ol aria-label="Rungs of the stop" className="mt-2 grid gap-y-1 sm:grid-cols-6">
      {ladder.rungs.map((step, place) => (
        <Step key={step.rung} step={step} isFirst={place === 0} over={ladder.over} />
      ))}
    </ol>
  );
}

function Step({ step, isFirst, over }: { step: LadderRung; isFirst: boolean; over: boolean }) {
  const hydrated = useHydrated();
  const { formatAbsolute } = useMomentFormats();
  const formatNumber = useFormatNumber();
  const { rung, mark, at, afterMs } = step;
  return (
    <li
      title={at && hydrated ? `${RUNG_MEANINGS[rung]} ${formatAbsolute(at)}` : RUNG_MEANINGS[rung]}
      className="relative flex items-center gap-2 sm:flex-col sm:items-start sm:gap-0.5"
    >
      {!isFirst && (
        <span
          aria-hidden
          className={cn(
            "absolute top-[7px] right-[calc(100%-2px)] left-[calc(-100%+18px)] hidden h-px sm:block",
            mark === "reached" ? "bg-line-strong" : "bg-line",
          )}
        />
      )}
      <Dot mark={mark} over={over} />
      <span className={cn("truncate", mark === "reached" ? "text-ink" : "text-ink-faint")}>
        {rungLabel(rung, mark === "waiting")}
        <span className="sr-only">, {SAID[mark]}</span>
      </span>
      <span className="text-xs text-ink-muted tabular-nums">
        {afterMs !== null ? rungTime(afterMs, formatNumber) : mark === "skipped" ? "not reported" : "\u00a0"}
      </span>
    </li>
  );
}

function Dot({ mark, over }: { mark: RungMark; over: boolean }) {
  const tone = over ? "text-success" : "text-stopping";
  return (
    <span aria-hidden className={cn("flex size-3.5 shrink-0 items-center justify-center", tone)}>
      <span className={MARKS[mark]} />
    </span>
  );
}
