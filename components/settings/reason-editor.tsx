"use client";

import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/input.tsx";
import { REASON_TEMPLATES } from "#server/domain/reason-templates.ts";

export interface ReasonEditorProps {
  saved: string[];
  onSave: (texts: string[]) => void;
  pending: boolean;
  /** Why the last try was refused. */
  error: string | null;
}

/** Reasons, one a line. */
export function ReasonEditor({ saved, onSave, pending, error }: ReasonEditorProps) {
  /** Null while nothing was typed: then what is saved shows. */
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? saved.join("\n");
  const texts = linesOf(text);
  const changed = texts.join("\n") !== saved.join("\n");
  function submit(event: FormEvent) {
    event.preventDefault();
    onSave(texts);
    setTyped(texts.join("\n"));
  }
  return (
    <form onSubmit={submit} className="flex flex-col items-start gap-2">
      <Field
        className="w-full"
        label="One a line"
        hint={`Offered to everybody who asks something to stop; at most ${REASON_TEMPLATES.most}, of ${REASON_TEMPLATES.longest} characters.`}
        error={changed ? error : null}
      >
        {(control) => (
          <Textarea
            {...control}
            rows={Math.min(12, Math.max(4, texts.length + 1))}
            placeholder={"Wrong data\nNo longer needed"}
            value={text}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      <div className="flex gap-2">
        <Button type="submit" variant="primary" disabled={!changed} pending={pending}>
          Save reasons
        </Button>
        {changed && <Button onClick={() => setTyped(null)}>Discard</Button>}
      </div>
    </form>
  );
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
