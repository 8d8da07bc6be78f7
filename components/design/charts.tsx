"use client";

import { StackedBars } from "#components/charts/stacked-bars.tsx";
import { LadderSteps } from "#components/execution/ladder-steps.tsx";
import type { StopLadder } from "#components/execution/stop-ladder.ts";
import { Histogram } from "#components/executions/histogram.tsx";
import { Section } from "#components/ui/section.tsx";
import { STOP_RUNGS } from "#server/domain/stop.ts";

const HOUR = 3_600_000;
const PARTS = [
  { key: "success", colour: "--success" },
  { key: "failed", colour: "--failed" },
];

/** Counts over time, and a stop on its way up the ladder. */
export function Charts({ start }: { start: number }) {
  const hours = Array.from({ length: 12 }, (_, hour) => hour);
  return (
    <Section title="Charts and the stop ladder">
      <div className="grid gap-6 lg:grid-cols-2">
        <StackedBars
          label="48 ended in twelve hours"
          height={140}
          parts={PARTS}
          bars={hours.map((hour) => ({
            key: String(hour),
            label: `${hour}:00`,
            title: `${hour}:00: ${hour} succeeded, 1 failed`,
            values: { success: hour, failed: 1 },
          }))}
        />
        <Histogram
          histogram={{
            from: new Date(start - 12 * HOUR),
            to: new Date(start),
            bars: hours.map((hour) => ({
              from: new Date(start - (12 - hour) * HOUR),
              to: new Date(start - (11 - hour) * HOUR),
              count: 3 + ((hour * 7) % 5),
              failed: hour % 2,
              more: false,
            })),
          }}
          onRange={() => {}}
        />
      </div>
      <div className="mt-4">
        <LadderSteps ladder={sampleLadder(new Date(start))} />
      </div>
    </Section>
  );
}

/** Seen by its code, which now saves. */
function sampleLadder(requestedAt: Date): StopLadder {
  const reached = STOP_RUNGS.indexOf("seen");
  return {
    attempt: 1,
    reason: "terminated",
    mode: "checkpoint",
    requestedAt,
    requestedBy: "ada@localhost",
    note: "wrong learning rate",
    rungs: STOP_RUNGS.map((rung, index) => {
      const at = index <= reached ? new Date(requestedAt.getTime() + 900 * index) : null;
      const mark = at ? "reached" : index === reached + 1 ? "waiting" : "ahead";
      return { rung, mark, at, afterMs: at && 900 * index };
    }),
    signals: [],
    seenBy: "checkpoint",
    began: true,
    alsoAskedBy: null,
    moved: null,
    workerGoesOn: false,
    over: false,
  };
}
