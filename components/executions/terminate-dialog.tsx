"use client";

import { useId, useRef, useState } from "react";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { useNow } from "#components/time/now-provider.tsx";
import { failureWords } from "#components/trpc/failure-words.ts";
import { Banner } from "#components/ui/banner.tsx";
import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import { DialogButtons } from "#components/ui/dialog-buttons.tsx";
import { Checkbox } from "#components/ui/input.tsx";
import { canTerminate } from "#server/domain/permissions.ts";
import type { Runtime } from "#server/domain/service-config.ts";
import { isTerminal } from "#server/domain/status.ts";
import type { StopMode } from "#server/domain/stop.ts";
import { type KnownReasons, ReasonField } from "./reason-field.tsx";
import { shortId } from "./short-id.ts";
import { stateWords } from "./state.tsx";
import { StopModeField } from "./stop-mode-field.tsx";
import { type StopTarget, type StopTimes, stopFacts, stopPlan } from "./stop-plan.ts";

export interface TerminateDialogProps {
  /** Null keeps the dialog shut. Give it the newest row: the dialog follows what happens meanwhile. */
  execution: StopTarget | null;
  /** The policy of the running attempt; null while it is loaded. */
  policy: StopTimes;
  /** What the service's program is; null while it is loaded. */
  runtime: Runtime | null;
  /** How many that it started live, and what those started; null while that is not known. */
  below: number | null;
  reasons: KnownReasons;
  /** Asks for the stop. Its error is shown inside the dialog; on success the dialog closes. */
  onTerminate: (executionId: string, how: StopWish) => Promise<unknown>;
  onClose: () => void;
}

export interface StopWish {
  note: string | null;
  mode: StopMode;
  /** All below it too. */
  cascade: boolean;
}

const FORM = "terminate";

/** Asks once, and says what will happen. */
export function TerminateDialog({ execution, onClose, ...rest }: TerminateDialogProps) {
  return (
    <Dialog open={execution !== null} onOpenChange={(open) => !open && onClose()}>
      {execution && <TerminateForm key={execution.id} execution={execution} onClose={onClose} {...rest} />}
    </Dialog>
  );
}

type FormProps = TerminateDialogProps & { execution: StopTarget };

function TerminateForm({ execution, policy, runtime, below, reasons, onTerminate, onClose }: FormProps) {
  const [note, setNote] = useState("");
  const [mode, setMode] = useState<StopMode>("checkpoint");
  const [cascade, setCascade] = useState(false);
  const { pending, error, submit } = useOnce(
    () => onTerminate(execution.id, { note: note.trim() || null, mode, cascade }),
    onClose,
  );
  const field = useRef<HTMLInputElement>(null);
  const possible = canTerminate(execution);
  return (
    <DialogContent
      title={<Question execution={execution} />}
      description={<Facts execution={execution} runtime={runtime} />}
      onOpenAutoFocus={(event) => {
        event.preventDefault();
        field.current?.focus();
      }}
      footer={
        <DialogButtons
          leave="Keep running"
          form={FORM}
          variant="danger"
          pending={pending}
          disabled={!possible}
        >
          Stop execution
        </DialogButtons>
      }
    >
      <form
        id={FORM}
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (possible) submit();
        }}
      >
        <StopModeField execution={execution} runtime={runtime} value={mode} onChange={setMode} />
        <Plan execution={execution} policy={policy} runtime={runtime} mode={mode} />
        {possible && <Cascade below={below ?? 0} checked={cascade} onChange={setCascade} />}
        <ReasonField
          value={note}
          onChange={setNote}
          known={reasons}
          onSubmit={() => possible && submit()}
          fieldRef={field}
        />
        {error && possible && <Banner kind="error">{error}</Banner>}
      </form>
    </DialogContent>
  );
}

function Question({ execution }: { execution: StopTarget }) {
  return (
    <>
      Stop {execution.serviceName} <span className="font-mono font-medium">{shortId(execution.id)}</span>?
    </>
  );
}

interface CascadeProps {
  below: number;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/** Nothing for what has started nothing. */
function Cascade({ below, checked, onChange }: CascadeProps) {
  const id = useId();
  const formatNumber = useFormatNumber();
  if (below === 0) return null;
  const count = below === 1 ? "the execution" : `the ${formatNumber(below)} executions`;
  return (
    <div className="flex items-start gap-2">
      <Checkbox
        id={id}
        aria-describedby={`${id}-hint`}
        className="mt-0.5"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
      />
      <div>
        <label htmlFor={id}>Also stop {count} below it</label>
        <p id={`${id}-hint`} className="text-xs text-ink-faint">
          What its code started, and what that started. Otherwise {below === 1 ? "it goes" : "they go"} on.
        </p>
      </div>
    </div>
  );
}

function Facts({ execution, runtime }: Pick<FormProps, "execution" | "runtime">) {
  const facts = stopFacts(execution, useNow(), runtime, useFormatNumber());
  return <span className="tabular-nums">{facts.join(" ") || `${execution.functionName}`}</span>;
}

type PlanProps = Pick<FormProps, "execution" | "policy" | "runtime"> & { mode: StopMode };

function Plan({ execution, policy, runtime, mode }: PlanProps) {
  if (isTerminal(execution.status)) {
    return (
      <Banner>It has ended meanwhile: {stateWords(execution)}. There is nothing to ask any more.</Banner>
    );
  }
  if (!canTerminate(execution)) {
    const by = execution.stop?.reason === "terminated" ? execution.stop.requestedBy : "someone";
    return <Banner>It is stopping already: {by} asked for it meanwhile.</Banner>;
  }
  return <p className="text-ink-muted">{stopPlan(execution, policy, runtime, mode)}</p>;
}

/** Runs an action once at a time, however often it is asked for; `done` follows success. */
function useOnce(action: () => Promise<unknown>, done: () => void) {
  const running = useRef(false);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const submit = async () => {
    if (running.current) return;
    running.current = true;
    setPending(true);
    setError(null);
    try {
      await action();
      done();
    } catch (cause) {
      running.current = false;
      setPending(false);
      setError(failureWords(cause, "the stop was requested"));
    }
  };
  return { pending, error, submit };
}
