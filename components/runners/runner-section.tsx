"use client";

import { LogOut } from "lucide-react";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { RelativeTime } from "#components/time/relative-time.tsx";
import { Button } from "#components/ui/button.tsx";
import type { RunnerView } from "#server/domain/runner-views.ts";
import { LivenessMark } from "./liveness-mark.tsx";
import { ReplicaTable } from "./replica-table.tsx";
import { runnerAction } from "./runner-commands.ts";
import { hostWords } from "./usage-words.ts";

export interface RunnerSectionProps {
  runner: RunnerView;
  /** Runners of several versions work beside each other. */
  isMixed: boolean;
  onDrain: (runner: RunnerView) => void;
  onUndrain: (runner: RunnerView) => void;
  /** Somebody asks what would be lost with its host. */
  onLoss: (runner: RunnerView) => void;
}

/** One runner: is it alive, what is it, and what do its replicas run. */
export function RunnerSection({ runner, isMixed, ...act }: RunnerSectionProps) {
  const formatNumber = useFormatNumber();
  const headingId = `runner-${runner.id}`;
  return (
    <section aria-labelledby={headingId} className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <h2 id={headingId} className="text-base font-semibold break-all">
          {runner.host}
        </h2>
        <LivenessMark
          heartbeatAt={runner.heartbeatAt}
          lost={runner.lost}
          stopped={runner.state === "stopped"}
        />
        {runner.state === "stopping" && <span className="text-stopping">stopping</span>}
        <Draining runner={runner} />
        <span className="text-ink-muted tabular-nums">
          <span className={isMixed ? "text-stopping" : undefined}>
            version {runner.version}
            {isMixed && ", not all runners have the same"}
          </span>{" "}
          · pid {runner.pid} · started <RelativeTime at={runner.startedAt} />
        </span>
        <span className="text-ink-muted tabular-nums">{hostWords(runner, formatNumber)}</span>
        <Actions runner={runner} {...act} />
      </div>
      {runner.replicas.length > 0 ? (
        <ReplicaTable host={runner.host} replicas={runner.replicas} />
      ) : (
        <p className="text-ink-muted">It has no replicas.</p>
      )}
      {runner.endedLeftOut > 0 && (
        <p className="text-ink-muted tabular-nums">
          {formatNumber(runner.endedLeftOut)} more {runner.endedLeftOut === 1 ? "replica" : "replicas"} ended
          within the last hour; the newest are shown.
        </p>
      )}
    </section>
  );
}

/** Somebody wants it empty: how far that is. */
function Draining({ runner: { drainingAt, drainingBy, replicas } }: Pick<RunnerSectionProps, "runner">) {
  const formatNumber = useFormatNumber();
  if (!drainingAt) return null;
  const running = replicas.reduce((sum, { executions }) => sum + executions.length, 0);
  const left = replicas.filter(({ state }) => state === "draining" || state === "stopping").length;
  const replicasLeft = `${left} ${left === 1 ? "replica" : "replicas"} left`;
  const rest = left > 0 ? `${replicasLeft}, ${formatNumber(running)} running` : "empty";
  return (
    <span className="inline-flex items-center gap-1.5 text-stopping tabular-nums">
      <LogOut aria-hidden className="size-4 shrink-0" />
      <span>
        draining: {rest} · asked by {drainingBy} <RelativeTime at={drainingAt} />
      </span>
    </span>
  );
}

function Actions({ runner, onDrain, onUndrain, onLoss }: Omit<RunnerSectionProps, "isMixed">) {
  const does = runnerAction(runner);
  return (
    <span className="ml-auto flex gap-2">
      <Button size="sm" variant="ghost" onClick={() => onLoss(runner)}>
        If it went away…
      </Button>
      {does === "undrain" && (
        <Button size="sm" onClick={() => onUndrain(runner)}>
          Take work again
        </Button>
      )}
      {does === "drain" && (
        <Button size="sm" onClick={() => onDrain(runner)}>
          Drain…
        </Button>
      )}
    </span>
  );
}
