"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { formatSeconds } from "#components/time/format-duration.ts";
import { failureWords } from "#components/trpc/failure-words.ts";
import { Banner } from "#components/ui/banner.tsx";
import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import { DialogButtons } from "#components/ui/dialog-buttons.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input, NumberInput } from "#components/ui/input.tsx";
import { RadioGroup } from "#components/ui/radio-group.tsx";
import { MAX_SECONDS } from "#server/domain/policy-values.ts";

export type DeadlineMove = { inSeconds: number } | { bySeconds: number } | { at: Date };

/** Resolves when its agent has moved it, or has not answered for a while; rejects when it is refused. */
export type MoveDeadline = (to: DeadlineMove) => Promise<unknown>;

export interface DeadlineDialogProps {
  open: boolean;
  onMove: MoveDeadline;
  onClose: () => void;
}

/** Asks when it shall be told to stop. */
export function DeadlineDialog({ open, onMove, onClose }: DeadlineDialogProps) {
  return (
    <Dialog open={open} onOpenChange={(opened) => !opened && onClose()}>
      {open && <DeadlineForm onMove={onMove} onClose={onClose} />}
    </Dialog>
  );
}

const FORM = "deadline";
const ALLOWED = `must be a whole number of seconds from 1 to ${MAX_SECONDS}`;

type Kind = "in" | "at";

/** What is typed, as a move; null while it is none. */
function moveOf(kind: Kind, typed: string): DeadlineMove | null {
  if (kind === "at") {
    const at = new Date(typed);
    return Number.isNaN(at.getTime()) ? null : { at };
  }
  const seconds = /^\d{1,9}$/.test(typed.trim()) ? Number(typed) : Number.NaN;
  return seconds >= 1 && seconds <= MAX_SECONDS ? { inSeconds: seconds } : null;
}

function DeadlineForm({ onMove, onClose }: { onMove: MoveDeadline; onClose: () => void }) {
  const [kind, setKind] = useState<Kind>("in");
  const [typed, setTyped] = useState("");
  const move = moveOf(kind, typed);
  const request = useMutation({ mutationFn: onMove, onSuccess: onClose });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (move) request.mutate(move);
  };
  return (
    <DialogContent
      title="Set the deadline"
      description="Then it is told to stop, as by its execution timeout. Sooner or later than now planned."
      footer={
        <DialogButtons leave="Leave it" form={FORM} pending={request.isPending} disabled={!move}>
          Set deadline
        </DialogButtons>
      }
    >
      <form id={FORM} onSubmit={submit} className="flex flex-col gap-3">
        <RadioGroup
          label="When"
          labelHidden
          value={kind}
          onValueChange={(next) => {
            setKind(next);
            setTyped("");
          }}
          options={[
            { value: "in", label: "In so many seconds" },
            { value: "at", label: "At a time" },
          ]}
        />
        {kind === "in" ? (
          <SecondsField typed={typed} move={move} onType={setTyped} />
        ) : (
          <Field label="Time" aside="in your time zone">
            {(attributes) => (
              <Input
                {...attributes}
                type="datetime-local"
                step={1}
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
                className="w-56 tabular-nums"
              />
            )}
          </Field>
        )}
        {request.error && (
          <Banner kind="error">{failureWords(request.error, "the deadline was moved")}</Banner>
        )}
      </form>
    </DialogContent>
  );
}

interface SecondsFieldProps {
  typed: string;
  move: DeadlineMove | null;
  onType: (typed: string) => void;
}

function SecondsField({ typed, move, onType }: SecondsFieldProps) {
  const seconds = move && "inSeconds" in move ? move.inSeconds : null;
  return (
    <Field
      label="Seconds from now"
      error={typed.trim() === "" || seconds !== null ? undefined : `It ${ALLOWED}`}
      after={seconds !== null && seconds >= 60 ? `s = ${formatSeconds(seconds)}` : "s"}
    >
      {(attributes) => (
        <NumberInput {...attributes} value={typed} onChange={(event) => onType(event.target.value)} />
      )}
    </Field>
  );
}
