"use client";

import { useCallback, useState } from "react";
import { InputEditor } from "#components/executions/input-editor.tsx";
import type { InputFault, InputObject } from "#components/executions/input-text.ts";
import { shortId } from "#components/executions/short-id.ts";
import { Banner } from "#components/ui/banner.tsx";
import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import { DialogButtons } from "#components/ui/dialog-buttons.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { ExecutionDetail } from "#server/domain/views.ts";

export interface RerunDialogProps {
  execution: ExecutionDetail;
  /** Else it lives, and this starts another one beside it. */
  ended: boolean;
  /** JSON Schema of the function's input; undefined while it is loaded. */
  schema: Record<string, unknown> | undefined;
  onClose: () => void;
  onRerun: (input: InputObject) => void;
  pending: boolean;
  /** Why the last try was refused; faults name fields of the input. */
  error: { message: string; faults: readonly InputFault[] } | null;
}

const FORM = "rerun-execution";

/** Starts the same again as a new execution, with its input to edit; beside one that lives still, another one. */
export function RerunDialog({
  execution,
  ended,
  schema,
  onClose,
  onRerun,
  pending,
  error,
}: RerunDialogProps) {
  const [ready, setReady] = useState(false);
  const makeReady = useCallback(() => setReady(true), []);
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={
          <>
            {ended ? "Rerun" : "Start another like"} {execution.serviceName}{" "}
            <span className="font-mono font-medium">{shortId(execution.id)}</span>
          </>
        }
        description={
          !ended
            ? "A new execution of the same function with this input, beside the one that lives. It begins anew."
            : execution.savedAt
              ? "A new execution with this input. It is given the state that this one saved, and may resume from it."
              : "A new execution with this input. This one saved no state, so it begins anew."
        }
        className="max-w-150"
        footer={
          <DialogButtons form={FORM} pending={pending} disabled={!ready}>
            {ended ? "Rerun" : "Start"}
          </DialogButtons>
        }
      >
        {schema ? (
          <InputEditor
            formId={FORM}
            schema={schema}
            lastInput={execution.input}
            faults={error?.faults ?? []}
            disabled={pending}
            onReady={makeReady}
            onSubmit={onRerun}
          />
        ) : (
          <Skeleton className="h-40" />
        )}
        {error && <Banner kind="error">{error.message}</Banner>}
      </DialogContent>
    </Dialog>
  );
}
