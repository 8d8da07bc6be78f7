"use client";

import { useState } from "react";
import { LabelField } from "#components/executions/label-field.tsx";
import { type KnownReasons, ReasonField } from "#components/executions/reason-field.tsx";
import { useLabelDraft } from "#components/executions/use-label-draft.ts";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogClose, DialogContent } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { RadioGroup } from "#components/ui/radio-group.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { type BulkKind, UNASKED_COUNT } from "#server/domain/bulk.ts";
import type { BulkDraft } from "#server/domain/bulk-views.ts";
import { labelKeyFault } from "#server/domain/labels.ts";
import type { StopMode } from "#server/domain/stop.ts";
import { BulkSample } from "./bulk-sample.tsx";
import { executionsWord, KIND_WORDS } from "./bulk-words.ts";
import { ExtendForm } from "./extend-form.tsx";

/** What `extend` and `label` have to be told first. */
export interface BulkChange {
  inSeconds?: number;
  bySeconds?: number;
  at?: Date;
  set?: Record<string, string>;
  remove?: string[];
}

export interface HowToStop {
  note: string | null;
  /** Of `terminate`. */
  mode?: StopMode;
}

export interface BulkDialogProps {
  kind: BulkKind;
  /** The filter in words; null when rows were chosen. */
  filter: string | null;
  /** Whom it is about; null until that has been found out. */
  draft: BulkDraft | null;
  /** Asks whom it is about. */
  onPrepare: (change: BulkChange) => void;
  reasons: KnownReasons;
  onStart: (draft: BulkDraft, how: HowToStop) => void;
  /** Stops without counting. */
  onStopNow: (how: HowToStop) => void;
  pending: boolean;
  error: string | null;
  onClose: () => void;
}

/** Asks once, and says whom it is about and what will be done to them. */
export function BulkDialog(props: BulkDialogProps) {
  const { kind, filter, draft, pending, error } = props;
  const formatNumber = useFormatNumber();
  const [note, setNote] = useState("");
  const [mode, setMode] = useState<StopMode>("checkpoint");
  const how = { note: note.trim() || null, ...(kind === "terminate" && { mode }) };
  const [typed, setTyped] = useState("");
  const words = KIND_WORDS[kind];
  const needsChange = kind === "extend" || kind === "label";
  const confirmed = draft !== null && (draft.total <= UNASKED_COUNT || typed.trim() === String(draft.total));
  const title = draft
    ? `${words.verb} ${executionsWord(draft.total, formatNumber)}?`
    : `${words.verb} ${filter === null ? "the chosen executions" : "all that fit"}?`;
  return (
    <Dialog open onOpenChange={(open) => !open && props.onClose()}>
      <DialogContent
        title={title}
        description={filter === null ? undefined : <FilterWords filter={filter} />}
        className="max-w-150"
        footer={
          <>
            {kind === "terminate" && filter !== null && (
              <Button
                className="mr-auto"
                disabled={pending && draft !== null}
                onClick={() => props.onStopNow(how)}
              >
                Stop all now, without counting
              </Button>
            )}
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            {draft && (
              <Button
                variant={kind === "terminate" ? "danger" : "primary"}
                disabled={!confirmed}
                pending={pending}
                onClick={() => props.onStart(draft, how)}
              >
                {words.button} {executionsWord(draft.total, formatNumber)}
              </Button>
            )}
          </>
        }
      >
        <div className="flex flex-col gap-3 pt-1">
          {error && <Banner kind="error">{error}</Banner>}
          {needsChange && !draft && <ChangeForm kind={kind} pending={pending} onPrepare={props.onPrepare} />}
          {!needsChange && !draft && !error && <Skeleton className="h-24" />}
          {draft && <BulkSample draft={draft} />}
          {kind === "terminate" && (
            <RadioGroup label="How" value={mode} onValueChange={setMode} options={MODES} />
          )}
          {(draft || kind === "terminate") && (
            <ReasonField value={note} onChange={setNote} known={props.reasons} onSubmit={() => {}} />
          )}
          {draft && draft.total > UNASKED_COUNT && (
            <Field label={`Type ${draft.total} to confirm`} aside="the number of executions">
              {(control) => (
                <Input
                  {...control}
                  inputMode="numeric"
                  autoComplete="off"
                  className="w-32 tabular-nums"
                  value={typed}
                  onChange={(event) => setTyped(event.target.value)}
                />
              )}
            </Field>
          )}
        </div>
      </DialogContent>
    </Dialog>
  );
}

/** What is a command has no checkpoints: it gets SIGTERM at once in any case. */
const MODES: { value: StopMode; label: string; hint: string }[] = [
  { value: "checkpoint", label: "At the next checkpoint", hint: "SIGTERM after the grace period of each" },
  {
    value: "save",
    label: "Save, then stop",
    hint: "each goes on until it has saved, for its grace period at most",
  },
  { value: "now", label: "Now", hint: "SIGTERM at once; work since the last save is lost" },
];

function FilterWords({ filter }: { filter: string }) {
  return filter === "" ? (
    <>No filter is set: all executions are meant.</>
  ) : (
    <code className="text-xs">{filter}</code>
  );
}

interface ChangeFormProps {
  kind: BulkKind;
  pending: boolean;
  onPrepare: (change: BulkChange) => void;
}

function ChangeForm(props: ChangeFormProps) {
  return props.kind === "extend" ? <ExtendForm {...props} /> : <LabelForm {...props} />;
}

function LabelForm({ pending, onPrepare }: ChangeFormProps) {
  const draft = useLabelDraft({});
  const [removed, setRemoved] = useState("");
  const remove = removed.split(/[\s,]+/).filter(Boolean);
  const fault = remove.map(labelKeyFault).find((one) => one !== null);
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        const set = draft.finish();
        if (set && !fault && Object.keys(set).length + remove.length > 0) onPrepare({ set, remove });
      }}
    >
      <LabelField draft={draft} />
      <Field label="Remove labels" aside="optional" hint="Keys, parted by spaces." error={fault}>
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            spellCheck={false}
            className="font-mono text-xs"
            value={removed}
            onChange={(event) => setRemoved(event.target.value)}
          />
        )}
      </Field>
      <ReviewButton pending={pending} />
    </form>
  );
}

function ReviewButton({ pending }: { pending: boolean }) {
  return (
    <Button type="submit" variant="primary" pending={pending} className="self-end">
      Review
    </Button>
  );
}
