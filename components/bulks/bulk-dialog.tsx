"use client";

import { useState } from "react";
import { type KnownReasons, ReasonField } from "#components/executions/reason-field.tsx";
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
import type { StopMode } from "#server/domain/stop.ts";
import { type BulkChange, ChangeForm } from "./bulk-change-form.tsx";
import { type ModeChoice, modeChoices } from "./bulk-modes.ts";
import { BulkSample } from "./bulk-sample.tsx";
import { bulkQuestion, executionsWord, isCount, KIND_WORDS } from "./bulk-words.ts";
import { EmergencyField, EmergencyStop, useEmergency } from "./emergency-stop.tsx";

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
  /** It is being found out whom it is about. */
  preparing: boolean;
  /** It begins. */
  starting: boolean;
  error: string | null;
  onClose: () => void;
}

/** Asks once, and says whom it is about and what will be done to them. */
export function BulkDialog(props: BulkDialogProps) {
  const { kind, filter, draft, preparing, starting, error } = props;
  const formatNumber = useFormatNumber();
  const [note, setNote] = useState("");
  const [wished, setMode] = useState<StopMode>("checkpoint");
  const [typed, setTyped] = useState("");
  const stops = kind === "terminate";
  const modes = stops ? modeChoices(draft?.workers ?? null, formatNumber) : [];
  const mode = modes.some(({ value }) => value === wished) ? wished : "checkpoint";
  const how = { note: note.trim() || null, ...(stops && { mode }) };
  const emergency = useEmergency(filter, () => props.onStopNow(how));
  const needsChange = kind === "extend" || kind === "label";
  const counted = draft !== null && draft.reached > UNASKED_COUNT;
  const confirmed = !counted || isCount(typed, draft.reached, formatNumber);
  const ready = draft !== null && draft.reached > 0 && confirmed;
  const words = KIND_WORDS[kind];
  const title = draft
    ? bulkQuestion(draft, formatNumber)
    : `${words.verb} ${filter === null ? "the chosen executions" : "all that fit"}?`;
  return (
    <Dialog open onOpenChange={(open) => !open && props.onClose()}>
      <DialogContent
        title={title}
        description={filter === null ? undefined : <FilterWords filter={filter} />}
        className="max-w-150"
        footer={
          <>
            {stops && filter !== null && <EmergencyStop emergency={emergency} disabled={starting} />}
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            {/* There from the start and as wide: it must not come to stand where Cancel is aimed at. */}
            <Button
              className="min-w-44"
              variant={stops ? "danger" : "primary"}
              disabled={!ready}
              pending={starting}
              onClick={() => draft && props.onStart(draft, how)}
            >
              {words.button} {draft ? executionsWord(draft.reached, formatNumber) : "executions"}
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-3 pt-1">
          {error && <Banner kind="error">{error}</Banner>}
          {needsChange && !draft && (
            <ChangeForm kind={kind} pending={preparing} onPrepare={props.onPrepare} />
          )}
          {!needsChange && !draft && !error && <Skeleton className="h-24" />}
          {draft && <BulkSample draft={draft} mode={mode} />}
          {modes.length > 0 && <ModeField choices={modes} value={mode} onChange={setMode} />}
          {(draft || stops) && (
            <ReasonField value={note} onChange={setNote} known={props.reasons} onSubmit={() => {}} />
          )}
          {draft && counted && !emergency.asking && (
            <Field label={`Type ${formatNumber(draft.reached)} to confirm`} aside="the number of executions">
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
          <EmergencyField emergency={emergency} />
        </div>
      </DialogContent>
    </Dialog>
  );
}

interface ModeFieldProps {
  choices: readonly ModeChoice[];
  value: StopMode;
  onChange: (mode: StopMode) => void;
}

function ModeField({ choices, value, onChange }: ModeFieldProps) {
  return (
    <RadioGroup
      label="How"
      value={value}
      onValueChange={onChange}
      options={choices.map(({ lines, ...choice }) => ({
        ...choice,
        hint: lines.map((line) => (
          <span key={line} className="block tabular-nums">
            {line}
          </span>
        )),
      }))}
    />
  );
}

function FilterWords({ filter }: { filter: string }) {
  return filter === "" ? (
    <>No filter is set: all executions are meant.</>
  ) : (
    <code className="text-xs">{filter}</code>
  );
}
