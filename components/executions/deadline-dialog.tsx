"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useMomentFormats } from "#components/locale/locale-provider.tsx";
import { formatAge, formatDuration } from "#components/time/format-duration.ts";
import { useNow } from "#components/time/now-provider.tsx";
import { failureWords } from "#components/trpc/failure-words.ts";
import { Banner } from "#components/ui/banner.tsx";
import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import { DialogButtons } from "#components/ui/dialog-buttons.tsx";
import { orderRefusal, refusalWords } from "#server/domain/order.ts";
import type { ExecutionRow } from "#server/domain/views.ts";
import { type DeadlineMove, FIRST_DRAFT, isPast, movedTo, moveOf } from "./deadline-move.ts";
import { MoveFields } from "./move-fields.tsx";
import { shortId } from "./short-id.ts";

/** Resolves when its agent has moved it, or has not answered for a while; rejects when it is refused. */
export type MoveDeadline = (to: DeadlineMove) => Promise<unknown>;

export type DeadlineTarget = Pick<
  ExecutionRow,
  "id" | "serviceName" | "functionName" | "status" | "stop" | "deadlineAt"
>;

export interface DeadlineDialogProps {
  /** Null keeps the dialog shut. Give it the newest row: the dialog follows what happens meanwhile. */
  execution: DeadlineTarget | null;
  onMove: MoveDeadline;
  onClose: () => void;
}

/** Asks when it shall be told to stop. */
export function DeadlineDialog({ execution, onMove, onClose }: DeadlineDialogProps) {
  return (
    <Dialog open={execution !== null} onOpenChange={(opened) => !opened && onClose()}>
      {execution && (
        <DeadlineForm key={execution.id} execution={execution} onMove={onMove} onClose={onClose} />
      )}
    </Dialog>
  );
}

const FORM = "deadline";

type FormProps = DeadlineDialogProps & { execution: DeadlineTarget };

function DeadlineForm({ execution, onMove, onClose }: FormProps) {
  const [draft, setDraft] = useState(FIRST_DRAFT);
  const move = moveOf(draft);
  const past = usePastWords(move, execution.deadlineAt);
  const refusal = orderRefusal(execution, "deadline");
  const request = useMutation({ mutationFn: onMove, onSuccess: onClose });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (move && !past && !refusal) request.mutate(move);
  };
  return (
    <DialogContent
      title={
        <>
          Set the deadline of {execution.serviceName}{" "}
          <span className="font-mono font-medium">{shortId(execution.id)}</span>
        </>
      }
      description={<Present execution={execution} />}
      footer={
        <DialogButtons
          leave="Leave it"
          form={FORM}
          pending={request.isPending}
          disabled={!move || past !== null || refusal !== null}
        >
          Set deadline
        </DialogButtons>
      }
    >
      <form id={FORM} onSubmit={submit} className="flex flex-col gap-3">
        <MoveFields draft={draft} onDraft={setDraft} fault={past} />
        {move && !past && execution.deadlineAt && <Preview move={move} deadlineAt={execution.deadlineAt} />}
        {refusal && <Banner>It can’t be moved any more: {refusalWords(refusal)}.</Banner>}
        {request.error && !refusal && (
          <Banner kind="error">{failureWords(request.error, "the deadline was moved")}</Banner>
        )}
      </form>
    </DialogContent>
  );
}

/** Its deadline as it is now: also what is known when nobody knows what has become of a move. */
function Present({ execution: { functionName, deadlineAt } }: { execution: DeadlineTarget }) {
  const { formatAbsolute } = useMomentFormats();
  const now = useNow();
  if (!deadlineAt) return <>{functionName} has no deadline.</>;
  const left = deadlineAt.getTime() - now;
  const when = left > 0 ? `in ${formatDuration(left, { ticking: true })}` : `passed ${formatAge(-left)} ago`;
  return (
    <span className="tabular-nums">
      The deadline of {functionName} is {formatAbsolute(deadlineAt)}, {when}. Then it is told to stop, as by
      its execution timeout.
    </span>
  );
}

/** Null while the deadline would not be in the past. */
function usePastWords(move: DeadlineMove | null, deadlineAt: Date | null): string | null {
  const { formatAbsolute } = useMomentFormats();
  const now = useNow();
  if (!move || !isPast(move, deadlineAt, now)) return null;
  const at = movedTo(move, deadlineAt ?? new Date(now), now);
  return `That would be ${formatAbsolute(at)}, which has passed: terminate it to stop it now`;
}

function Preview({ move, deadlineAt }: { move: DeadlineMove; deadlineAt: Date }) {
  const { formatAbsolute } = useMomentFormats();
  const now = useNow();
  const at = movedTo(move, deadlineAt, now);
  const left = formatDuration(at.getTime() - now, { ticking: true });
  return (
    <p className="text-ink-muted tabular-nums">
      It would be {formatAbsolute(at)}, in {left}.
    </p>
  );
}
