"use client";

import { StopBanner } from "#components/execution/stop-banner.tsx";
import type { RungMark, StopLadder } from "#components/execution/stop-ladder.ts";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/section.tsx";
import { DEFAULT_POLICY } from "#server/domain/policy-values.ts";
import { STOP_RUNGS, type StopRung } from "#server/domain/stop.ts";

/** Stops on their way, and each way in which one ends. */
export function Ladders({ start }: { start: number }) {
  const alone = { neighbours: null, reset: null };
  const terminated = { status: "terminated", reason: "terminated" } as const;
  const from = new Date(start);
  return (
    <Section title="Stops">
      <div className="flex flex-col gap-3">
        <StopBanner
          ladder={sampleLadder(from, { saved: "waiting", exited: "ahead", verified: "ahead" })}
          policy={DEFAULT_POLICY}
          ending={null}
          shared={alone}
          controls={
            <div className="mt-2.5">
              <Button size="sm">Withdraw</Button>
            </div>
          }
        />
        <StopBanner
          ladder={sampleLadder(from, {}, { over: true })}
          policy={DEFAULT_POLICY}
          ending={terminated}
          shared={alone}
          controls={null}
        />
        <StopBanner
          ladder={sampleLadder(from, { seen: "skipped", saved: "skipped" }, BY_SIGNALS(from))}
          policy={DEFAULT_POLICY}
          ending={terminated}
          shared={alone}
          controls={null}
        />
        <StopBanner
          ladder={sampleLadder(from, { exited: "skipped", verified: "skipped" }, { over: true })}
          policy={DEFAULT_POLICY}
          ending={terminated}
          shared={alone}
          controls={null}
        />
      </div>
    </Section>
  );
}

const BY_SIGNALS = (from: Date): Partial<StopLadder> => ({
  over: true,
  seenBy: null,
  signals: (["SIGTERM", "SIGKILL"] as const).map((signal, place) => ({
    signal,
    at: new Date(from.getTime() + 30_000 + 5_000 * place),
    afterMs: 30_000 + 5_000 * place,
  })),
});

/** Every rung reached, but for those that are marked otherwise. */
function sampleLadder(
  requestedAt: Date,
  marks: Partial<Record<StopRung, RungMark>>,
  over: Partial<StopLadder> = {},
): StopLadder {
  return {
    attempt: 1,
    reason: "terminated",
    mode: "checkpoint",
    requestedAt,
    requestedBy: "ada@localhost",
    note: "wrong learning rate",
    rungs: STOP_RUNGS.map((rung, place) => {
      const mark = marks[rung] ?? "reached";
      const afterMs = mark === "reached" ? 900 * place : null;
      return { rung, mark, afterMs, at: afterMs === null ? null : new Date(requestedAt.getTime() + afterMs) };
    }),
    signals: [],
    seenBy: "checkpoint",
    began: true,
    alsoAskedBy: null,
    moved: null,
    workerGoesOn: false,
    over: false,
    ...over,
  };
}
