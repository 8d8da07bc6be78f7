"use client";

import { useCallback, useState } from "react";
import { Banner } from "#components/ui/banner.tsx";
import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import { DialogButtons } from "#components/ui/dialog-buttons.tsx";
import { Field } from "#components/ui/field.tsx";
import { NumberInput } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { Labels } from "#server/domain/labels.ts";
import type { ServiceDetail } from "#server/domain/views.ts";
import { FunctionField } from "./function-field.tsx";
import { InputEditor } from "./input-editor.tsx";
import { firstFunction, type InputFault, type InputObject, inputPath } from "./input-text.ts";
import { LabelField } from "./label-field.tsx";
import { useLabelDraft } from "./use-label-draft.ts";

export interface StartRequest {
  /** The service's name. */
  service: string;
  functionName: string;
  input: InputObject;
  priority: number;
  labels: Labels;
}

export interface StartDialogProps {
  open: boolean;
  onClose: () => void;
  /** What can be chosen; null while they are loaded. */
  services: readonly { id: string; name: string; pausedAt: Date | null }[] | null;
  /** The chosen service, by name. */
  service: string | null;
  /** Left out when the service is given. */
  onServiceChange?: (name: string) => void;
  /** The chosen service, whole; null while it is loaded. */
  detail: ServiceDetail | null;
  /** Why the detail can't be loaded. */
  loadError: string | null;
  onStart: (request: StartRequest) => void;
  pending: boolean;
  /** Why the last start was refused; faults name its fields. */
  error: { message: string; faults: readonly InputFault[] } | null;
}

const FORM = "start-execution";

/** Starts an execution: which service, which function, with what input. */
export function StartDialog(props: StartDialogProps) {
  const { open, onClose, services, service, detail, pending } = props;
  const loaded = detail !== null && detail.name === service;
  const [ready, setReady] = useState(false);
  const makeReady = useCallback(() => setReady(true), []);
  return (
    <Dialog open={open} onOpenChange={(next) => !next && onClose()}>
      <DialogContent
        title="Start an execution"
        className="max-w-150"
        footer={
          <DialogButtons form={FORM} pending={pending} disabled={!loaded || !ready}>
            Start execution
          </DialogButtons>
        }
      >
        <div className="flex flex-col gap-4 pt-1">
          {props.onServiceChange && (
            <Field label="Service">
              {(control) => (
                <Select
                  {...control}
                  name="service"
                  value={service ?? ""}
                  disabled={services === null}
                  onChange={(event) => props.onServiceChange?.(event.target.value)}
                  options={(services ?? []).map(({ name }) => ({ value: name, label: name }))}
                />
              )}
            </Field>
          )}
          {services?.length === 0 && <Banner>No service is registered yet.</Banner>}
          {props.loadError && <Banner kind="error">{props.loadError}</Banner>}
          {loaded ? (
            <FunctionForm key={detail.id} {...props} detail={detail} onReady={makeReady} />
          ) : (
            !props.loadError && <Loading />
          )}
        </div>
      </DialogContent>
    </Dialog>
  );
}

function Loading() {
  return (
    <div className="flex h-40 flex-col gap-4" aria-busy="true">
      <Skeleton className="w-24" />
      <Skeleton className="h-8" />
      <Skeleton className="h-8" />
    </div>
  );
}

type FunctionFormProps = StartDialogProps & { detail: ServiceDetail; onReady: () => void };

function FunctionForm({ detail, error, pending, onReady, onStart }: FunctionFormProps) {
  const { functions } = detail.config.program;
  const [chosen, setChosen] = useState(() => firstFunction(functions));
  const [priority, setPriority] = useState("0");
  const priorityFault = priorityFaultOf(priority);
  const draft = useLabelDraft({});
  const definition = functions[chosen];
  return (
    <>
      {detail.pausedAt && (
        <Banner kind="warning">This service is paused: the execution waits until it is resumed.</Banner>
      )}
      <FunctionField functions={functions} value={chosen} onChange={setChosen} />
      {definition && (
        <InputEditor
          key={chosen}
          formId={FORM}
          schema={definition.inputSchema}
          lastInput={detail.lastInputs[chosen] ?? null}
          faults={error?.faults ?? []}
          disabled={pending}
          onReady={onReady}
          onSubmit={(input) => {
            const labels = draft.finish();
            if (priorityFault || !labels) return;
            const call = { service: detail.name, functionName: chosen, input };
            onStart({ ...call, priority: Number(priority), labels });
          }}
        />
      )}
      <Field label="Priority" hint="Of what waits, higher ones start first." error={priorityFault}>
        {(control) => (
          <NumberInput
            {...control}
            name="priority"
            value={priority}
            disabled={pending}
            onChange={(event) => setPriority(event.target.value)}
          />
        )}
      </Field>
      <LabelField draft={draft} disabled={pending} />
      {error && <Banner kind="error">{summaryOf(error)}</Banner>}
    </>
  );
}

function priorityFaultOf(typed: string): string | null {
  const valid = /^-?\d{1,4}$/.test(typed.trim()) && Math.abs(Number(typed)) <= 1_000;
  return valid ? null : "Priority must be a whole number from -1000 to 1000";
}

function summaryOf({ message, faults }: NonNullable<StartDialogProps["error"]>): string {
  const atFields = faults.length > 0 && faults.every(({ field }) => inputPath(field).length > 0);
  return atFields ? "It was not started. See the fields above." : message;
}
