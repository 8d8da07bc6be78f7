"use client";

import { formatAge } from "#components/time/format-duration.ts";
import { useNow } from "#components/time/now-provider.tsx";
import { cn } from "#components/ui/class-names.ts";

export interface LivenessMarkProps {
  heartbeatAt: Date;
  /** As the server judged when it answered: a page that is cut off, or whose clock is wrong, knows no better. */
  lost: boolean;
  /** A process that stopped on purpose gives no sign any more, and is not lost. */
  stopped: boolean;
}

/** How long ago a process last gave a sign, ticking, and what that means. */
export function LivenessMark({ heartbeatAt, lost, stopped }: LivenessMarkProps) {
  const age = formatAge(useNow() - heartbeatAt.getTime());
  if (stopped)
    return <Mark dot="bg-line-strong" text="text-ink-muted" word="stopped" detail={`last sign ${age} ago`} />;
  if (!lost)
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
