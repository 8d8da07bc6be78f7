"use client";

import { formatSeconds } from "#components/time/format-duration.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input, NumberInput } from "#components/ui/input.tsx";
import { RadioGroup } from "#components/ui/radio-group.tsx";
import { Select } from "#components/ui/select.tsx";
import {
  amountFault,
  amountWords,
  draftOfStep,
  type MoveDraft,
  type MoveKind,
  STEPS,
  UNITS,
  type Unit,
} from "./deadline-move.ts";

export interface MoveFieldsProps {
  draft: MoveDraft;
  onDraft: (draft: MoveDraft) => void;
  /** Whose deadline: "its", or "each". */
  whose?: string;
  /** What is wrong with the time that it would be; null while nothing is. */
  fault: string | null;
}

const UNIT_OPTIONS = Object.keys(UNITS).map((unit) => ({ value: unit, label: unit }));

/** Where a deadline is to be moved to. */
export function MoveFields({ draft, onDraft, whose = "its", fault }: MoveFieldsProps) {
  const options: { value: MoveKind; label: string }[] = [
    { value: "by", label: `By so long from ${whose} deadline` },
    { value: "in", label: "To so long from now" },
    { value: "at", label: "At a time" },
  ];
  return (
    <>
      <div className="flex flex-wrap gap-1.5">
        {STEPS.map((seconds) => (
          <Button key={seconds} size="sm" onClick={() => onDraft(draftOfStep(seconds))}>
            +{formatSeconds(seconds)}
          </Button>
        ))}
      </div>
      <RadioGroup
        label="When"
        labelHidden
        value={draft.kind}
        onValueChange={(kind) => onDraft({ ...draft, kind })}
        options={options}
      />
      {draft.kind === "at" ? (
        <TimeField {...{ draft, onDraft, fault }} />
      ) : (
        <AmountField {...{ draft, onDraft, fault }} />
      )}
    </>
  );
}

function AmountField({ draft, onDraft, fault }: MoveFieldsProps) {
  return (
    <Field
      label={draft.kind === "by" ? "Later by" : "From now"}
      aside={draft.kind === "by" ? "below 0 is earlier" : undefined}
      error={amountFault(draft) ?? fault}
      after={amountWords(draft)}
    >
      {(control) => (
        <>
          <NumberInput
            {...control}
            value={draft.amount}
            onChange={({ target }) => onDraft({ ...draft, amount: target.value })}
          />
          <Select
            aria-label="Unit"
            className="w-28 shrink-0"
            options={UNIT_OPTIONS}
            value={draft.unit}
            onChange={({ target }) => onDraft({ ...draft, unit: target.value as Unit })}
          />
        </>
      )}
    </Field>
  );
}

function TimeField({ draft, onDraft, fault }: MoveFieldsProps) {
  return (
    <Field label="Time" aside="in your time zone" error={fault}>
      {(control) => (
        <Input
          {...control}
          type="datetime-local"
          step={1}
          value={draft.at}
          onChange={({ target }) => onDraft({ ...draft, at: target.value })}
          className="w-56 tabular-nums"
        />
      )}
    </Field>
  );
}
