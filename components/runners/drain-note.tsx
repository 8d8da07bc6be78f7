"use client";

import { ExecutionLink } from "#components/executions/execution-link.tsx";
import { waitedForWords } from "#components/executions/reset-words.ts";
import { Duration } from "#components/time/duration.tsx";
import { useNow } from "#components/time/now-provider.tsx";
import type { ReplicaView } from "#server/domain/runner-views.ts";
import type { ResetView } from "#server/domain/views.ts";

const CAUSES = {
  update: "an update of its service, or of Curfew, has replaced it",
  surplus: "more run than are wanted",
  runner: "its runner drains",
  deleted: "its service was deleted",
  failed: "it can start no more workers",
} as const;

/** Why a replica takes nothing new, since when, and who it waits for; nothing for one that takes work or is over. */
export function DrainNote({ replica }: { replica: ReplicaView }) {
  const { state, drainingAt, drainCause, reset } = replica;
  if (state !== "draining" || !drainingAt || !drainCause) return null;
  return (
    <p className="max-w-64 text-xs whitespace-normal text-ink-muted tabular-nums">
      {reset ? <ResetWords reset={reset} /> : drainCause !== "reset" && CAUSES[drainCause]} · for{" "}
      <Duration from={drainingAt} to={null} />
    </p>
  );
}

function ResetWords({ reset }: { reset: ResetView }) {
  const now = useNow();
  return (
    <>
      it is reset: <ExecutionLink id={reset.by} /> ignored its stop ·{" "}
      {reset.waitsFor.length > 0 ? `waits for ${waitedForWords(reset, now)}` : "waits for nobody else"}
    </>
  );
}
