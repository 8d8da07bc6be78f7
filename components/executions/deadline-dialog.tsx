"use client";

import { type FormEvent, useState } from "react";
import { formatSeconds } from "#components/time/format-duration.ts";
import { wordsOf } from "#components/trpc/query-client.ts";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogClose, DialogContent } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { MAX_SECONDS } from "#server/domain/policy.ts";

export type DeadlineMove = { inSeconds: number } | { bySeconds: number };

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

function DeadlineForm({ onMove, onClose }: { onMove: MoveDeadline; onClose: () => void }) {
  const [typed, setTyped] = useState("");
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const seconds = /^\d{1,9}$/.test(typed.trim()) ? Number(typed) : Number.NaN;
  const valid = seconds >= 1 && seconds <= MAX_SECONDS;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!valid) return;
    setPending(true);
    setError(null);
    try {
      await onMove({ inSeconds: seconds });
      onClose();
    } catch (cause) {
      setError(wordsOf(cause));
      setPending(false);
    }
  };
  return (
    <DialogContent
      title="Set the deadline"
      description="Then it is told to stop, as by its execution timeout. Sooner or later than now planned."
      footer={
        <>
          <DialogClose asChild>
            <Button>Leave it</Button>
          </DialogClose>
          <Button type="submit" form={FORM} variant="primary" pending={pending} disabled={!valid}>
            Set deadline
          </Button>
        </>
      }
    >
      <form id={FORM} onSubmit={(event) => void submit(event)} className="flex flex-col gap-3">
        <Field
          label="Seconds from now"
          error={typed.trim() === "" || valid ? undefined : `It ${ALLOWED}`}
          after={valid && seconds >= 60 ? `s = ${formatSeconds(seconds)}` : "s"}
        >
          {(attributes) => (
            <Input
              {...attributes}
              inputMode="numeric"
              autoComplete="off"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              className="w-28 text-right tabular-nums"
            />
          )}
        </Field>
        {error && <Banner kind="error">The deadline stays. {error}</Banner>}
      </form>
    </DialogContent>
  );
}
