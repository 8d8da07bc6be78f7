"use client";

import { RelativeTime } from "#components/time/relative-time.tsx";
import type { RunnerView } from "#server/domain/runner-views.ts";
import { LivenessMark } from "./liveness-mark.tsx";
import { ReplicaTable } from "./replica-table.tsx";

/** One runner: is it alive, what is it, and what do its replicas run. */
export function RunnerSection({ runner }: { runner: RunnerView }) {
  const headingId = `runner-${runner.id}`;
  return (
    <section aria-labelledby={headingId} className="flex flex-col gap-2">
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h2 id={headingId} className="text-base font-semibold break-all">
          {runner.host}
        </h2>
        <LivenessMark heartbeatAt={runner.heartbeatAt} stopped={runner.state === "stopped"} />
        {runner.state === "stopping" && <span className="text-stopping">stopping</span>}
        <span className="text-ink-muted tabular-nums">
          version {runner.version} · pid {runner.pid} · started <RelativeTime at={runner.startedAt} />
        </span>
      </div>
      {runner.replicas.length > 0 ? (
        <ReplicaTable replicas={runner.replicas} />
      ) : (
        <p className="text-ink-muted">It has no replicas.</p>
      )}
    </section>
  );
}
