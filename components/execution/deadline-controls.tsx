"use client";

import { Ellipsis } from "lucide-react";
import { useState } from "react";
import type { MoveDeadline } from "#components/executions/deadline-dialog.tsx";
import { STEPS } from "#components/executions/deadline-move.ts";
import { DeadlineDialog, useEver } from "#components/executions/later-dialogs.tsx";
import { useShortcuts } from "#components/shell/shortcuts.tsx";
import { formatSeconds } from "#components/time/format-duration.ts";
import { doubtWords } from "#components/trpc/failure-words.ts";
import { Button, IconButton } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.ts";
import { orderRefusal } from "#server/domain/order.ts";
import type { ExecutionDetail } from "#server/domain/views.ts";
import { UnansweredOrder } from "./unanswered-order.tsx";

export interface DeadlineControlsProps {
  execution: ExecutionDetail;
  onMove: MoveDeadline;
}

const KEYS = [{ keys: "e", label: "Extend: set its deadline" }];

/** Moves the deadline of what runs; nothing while it can't be moved. */
export function DeadlineControls(props: DeadlineControlsProps) {
  return orderRefusal(props.execution, "deadline") ? null : <Movable {...props} />;
}

function Movable({ execution, onMove }: DeadlineControlsProps) {
  const [pending, setPending] = useState<number | null>(null);
  const [asked, setAsked] = useState(false);
  const everAsked = useEver(asked);
  useShortcuts("Its deadline", KEYS, () => setAsked(true));
  const extend = async (bySeconds: number) => {
    setPending(bySeconds);
    await onMove({ bySeconds }).catch((error: unknown) =>
      toast.error(doubtWords(error, "the deadline was moved")),
    );
    setPending(null);
  };
  return (
    <>
      <span className="inline-flex items-center gap-1">
        {STEPS.map((seconds) => (
          <Button
            key={seconds}
            size="sm"
            disabled={pending !== null}
            pending={pending === seconds}
            onClick={() => void extend(seconds)}
            aria-label={`Move the deadline ${formatSeconds(seconds)} later`}
          >
            +{formatSeconds(seconds)}
          </Button>
        ))}
        <IconButton
          size="icon-sm"
          label="Set the deadline"
          aria-keyshortcuts="e"
          onClick={() => setAsked(true)}
        >
          <Ellipsis />
        </IconButton>
      </span>
      {execution.order?.kind === "deadline" && <UnansweredOrder order={execution.order} />}
      {everAsked && (
        <DeadlineDialog
          execution={asked ? execution : null}
          onMove={onMove}
          onClose={() => setAsked(false)}
        />
      )}
    </>
  );
}
