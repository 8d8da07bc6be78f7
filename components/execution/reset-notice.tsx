"use client";

import { ExecutionLink } from "#components/executions/execution-link.tsx";
import { neighbourWords } from "#components/executions/reset-words.ts";
import { useNow } from "#components/time/now-provider.tsx";
import { Banner } from "#components/ui/banner.tsx";
import type { ExecutionDetail, ResetView } from "#server/domain/views.ts";

/** What the reset of its replica means for an execution that did not cause it; nothing for the one that did. */
export function ResetNotice({ execution }: { execution: Pick<ExecutionDetail, "id" | "reset"> }) {
  const { id, reset } = execution;
  return reset && reset.by !== id ? <NeighbourNotice id={id} reset={reset} /> : null;
}

function NeighbourNotice({ id, reset }: { id: string; reset: ResetView }) {
  const now = useNow();
  return (
    <Banner>
      Its replica is being reset: <ExecutionLink id={reset.by} /> ignored its stop.{" "}
      <span aria-live="off" className="tabular-nums">
        {neighbourWords(reset, id, now)}
      </span>
    </Banner>
  );
}
