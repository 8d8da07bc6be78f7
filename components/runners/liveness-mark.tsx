"use client";

import { formatAge } from "#components/time/format-duration.ts";
import { useNow } from "#components/time/now-provider.tsx";
import { cn } from "#components/ui/class-names.ts";
import { livenessOf } from "#server/domain/liveness.ts";

export interface LivenessMarkProps {
  heartbeatAt: Date;
  /** A process that stopped on purpose gives no sign any more, and is not lost. */
  stopped: boolean;
}

/** How long ago a process last gave a sign, ticking, and what that means. */
export function LivenessMark({ heartbeatAt, stopped }: LivenessMarkProps) {
  const now = useNow();
  const age = formatAge(now - heartbeatAt.getTime());
  const liveness = livenessOf(heartbeatAt, new Date(now));
  if (stopped)
    return <Mark dot="bg-line-strong" text="text-ink-muted" word="stopped" detail={`last sign ${age} ago`} />;
  if (liveness === "alive")
    return <Mark dot="bg-success" text="text-ink-muted" word="alive" detail={`heartbeat ${age} ago`} />;
  return <Mark dot="bg-lost" text="text-lost" word="lost" detail={`no heartbeat for ${age}`} />;
}

function Mark({ dot, text, word, detail }: { dot: string; text: string; word: string; detail: string }) {
  return (
    <span className={cn("inline-flex items-center gap-1.5 whitespace-nowrap tabular-nums", text)}>
      <span aria-hidden className={cn("size-2 shrink-0 rounded-full", dot)} />
      <span className="font-medium">{word}</span> · {detail}
    </span>
  );
}
