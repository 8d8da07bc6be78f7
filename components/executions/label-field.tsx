"use client";

import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { printLabels } from "#server/domain/labels.ts";
import { LabelChip } from "./label-chip.tsx";
import type { LabelDraft } from "./use-label-draft.ts";

export interface LabelFieldProps {
  draft: LabelDraft;
  disabled?: boolean;
}

/** Labels as chips, and a field for one more. */
export function LabelField({ draft, disabled }: LabelFieldProps) {
  return (
    <div className="flex flex-col gap-2">
      <Field
        label="Labels"
        aside="optional"
        hint="key=value, then Enter. The list can be filtered by them."
        error={draft.fault}
      >
        {(control) => (
          <Input
            {...control}
            name="label"
            autoComplete="off"
            spellCheck={false}
            placeholder="team=vision"
            disabled={disabled}
            value={draft.typed}
            onChange={(event) => draft.type(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== "Enter") return;
              event.preventDefault();
              draft.add();
            }}
            className="font-mono text-xs"
          />
        )}
      </Field>
      <LabelList draft={draft} />
    </div>
  );
}

function LabelList({ draft }: { draft: LabelDraft }) {
  const words = printLabels(draft.labels);
  if (words.length === 0) return null;
  return (
    <ul aria-label="Labels given" className="flex flex-wrap gap-1.5">
      {words.map((word) => {
        const key = word.slice(0, word.indexOf("="));
        return (
          <li key={key} className="max-w-full">
            <LabelChip onRemove={() => draft.remove(key)} removeLabel={`Remove the label ${key}`}>
              {word}
            </LabelChip>
          </li>
        );
      })}
    </ul>
  );
}
