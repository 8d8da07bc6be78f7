"use client";

import { useCallback, useState } from "react";
import { FunctionField } from "#components/executions/function-field.tsx";
import { InputEditor } from "#components/executions/input-editor.tsx";
import { firstFunction, type InputFault, type InputObject } from "#components/executions/input-text.ts";
import { Banner } from "#components/ui/banner.tsx";
import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import { DialogButtons } from "#components/ui/dialog-buttons.tsx";
import { Field } from "#components/ui/field.tsx";
import { NumberInput } from "#components/ui/input.tsx";
import { MOST_RUN_SECONDS } from "#server/domain/drill.ts";
import type { ServiceDetail } from "#server/domain/views.ts";

export interface DrillRequest {
  functionName: string;
  input: InputObject;
  runSeconds: number;
}

export interface DrillDialogProps {
  service: Pick<ServiceDetail, "name" | "config" | "lastInputs" | "policy">;
  onClose: () => void;
  onDrill: (request: DrillRequest) => void;
  pending: boolean;
  /** Why the last try was refused; faults name its fields. */
  error: { message: string; faults: readonly InputFault[] } | null;
}

const FORM = "drill";

/** Which function runs with what input, and how long, before it is asked to stop. */
export function DrillDialog({ service, onClose, onDrill, pending, error }: DrillDialogProps) {
  const { functions } = service.config.program;
  const [chosen, setChosen] = useState(() => firstFunction(functions));
  const [seconds, setSeconds] = useState("5");
  const [ready, setReady] = useState(false);
  const makeReady = useCallback(() => setReady(true), []);
  const fault = secondsFault(seconds);
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={`Termination drill of ${service.name}`}
        description="It starts a real run, with all that it does, and asks it to stop. Statistics leave it out."
        className="max-w-150"
        footer={
          <DialogButtons form={FORM} pending={pending} disabled={!ready || fault !== null}>
            Start the drill
          </DialogButtons>
        }
      >
        <div className="flex flex-col gap-4 pt-1">
          <FunctionField functions={functions} value={chosen} onChange={setChosen} />
          <InputEditor
            key={chosen}
            formId={FORM}
            schema={functions[chosen]?.inputSchema ?? {}}
            lastInput={service.lastInputs[chosen] ?? null}
            faults={error?.faults ?? []}
            disabled={pending}
            onReady={makeReady}
            onSubmit={(input) => {
              if (!fault) onDrill({ functionName: chosen, input, runSeconds: Number(seconds) });
            }}
          />
          <Field
            label="Asked to stop after"
            hint="Choose an input that runs for longer than that."
            error={fault}
            after="s"
          >
            {(control) => (
              <NumberInput
                {...control}
                name="seconds"
                value={seconds}
                disabled={pending}
                onChange={(event) => setSeconds(event.target.value)}
              />
            )}
          </Field>
          {error && <Banner kind="error">{error.message}</Banner>}
        </div>
      </DialogContent>
    </Dialog>
  );
}

function secondsFault(typed: string): string | null {
  const number = Number(typed);
  const valid = /^\d{1,4}$/.test(typed.trim()) && number >= 1 && number <= MOST_RUN_SECONDS;
  return valid ? null : `It must be a whole number of seconds from 1 to ${MOST_RUN_SECONDS}`;
}
