"use client";

import { Ellipsis } from "lucide-react";
import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { useShortcuts } from "#components/shell/shortcuts.tsx";
import { formatSeconds } from "#components/time/format-duration.ts";
import { Banner } from "#components/ui/banner.tsx";
import { Button, IconButton } from "#components/ui/button.tsx";
import { Dialog, DialogClose, DialogContent } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { orderRefusal } from "#server/domain/order.ts";
import { MAX_SECONDS } from "#server/domain/policy.ts";
import type { ExecutionDetail } from "#server/domain/views.ts";
import { UnansweredOrder } from "./unanswered-order.tsx";

export type DeadlineMove = { inSeconds: number } | { bySeconds: number };

/** Resolves when its agent has moved it, or has not answered for a while; rejects when it is refused. */
export type MoveDeadline = (to: DeadlineMove) => Promise<unknown>;

export interface DeadlineControlsProps {
  execution: ExecutionDetail;
  onMove: MoveDeadline;
}

const STEPS = [900, 3_600];
const KEYS = [{ keys: "e", label: "Extend: set its deadline" }];

/** Moves the deadline of what runs; nothing while it can't be moved. */
export function DeadlineControls(props: DeadlineControlsProps) {
  return orderRefusal(props.execution, "deadline") ? null : <Movable {...props} />;
}

function Movable({ execution, onMove }: DeadlineControlsProps) {
  const [pending, setPending] = useState(false);
  const [asked, setAsked] = useState(false);
  useShortcuts("Its deadline", KEYS, () => setAsked(true));
  const extend = async (bySeconds: number) => {
    setPending(true);
    await onMove({ bySeconds }).catch((error: unknown) => toast.error(wordsOf(error)));
    setPending(false);
  };
  return (
    <>
      <span className="inline-flex items-center gap-1">
        {STEPS.map((seconds) => (
          <Button
            key={seconds}
            size="sm"
            disabled={pending}
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
      <Dialog open={asked} onOpenChange={setAsked}>
        {asked && <DeadlineForm onMove={onMove} onClose={() => setAsked(false)} />}
      </Dialog>
    </>
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

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
