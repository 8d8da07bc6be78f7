"use client";

import { useState } from "react";
import { LabelField } from "#components/executions/label-field.tsx";
import { useLabelDraft } from "#components/executions/use-label-draft.ts";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { BulkKind } from "#server/domain/bulk.ts";
import { labelKeyFault } from "#server/domain/labels.ts";
import { ExtendForm } from "./extend-form.tsx";
import { ReviewButton } from "./review-button.tsx";

/** What `extend` and `label` have to be told first. */
export interface BulkChange {
  inSeconds?: number;
  bySeconds?: number;
  at?: Date;
  set?: Record<string, string>;
  remove?: string[];
}

export interface ChangeFormProps {
  kind: BulkKind;
  pending: boolean;
  onPrepare: (change: BulkChange) => void;
}

export function ChangeForm(props: ChangeFormProps) {
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
