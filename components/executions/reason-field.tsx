"use client";

import type { RefObject } from "react";
import { cn } from "#components/ui/class-names.ts";
import { Field } from "#components/ui/field.tsx";
import { inputBox } from "#components/ui/input.tsx";
import { SuggestInput } from "#components/ui/suggest-input.tsx";

/** What is offered for a reason: texts that were agreed on, and what this person wrote last. */
export interface KnownReasons {
  templates: readonly string[];
  recent: readonly string[];
}

export interface ReasonFieldProps {
  value: string;
  onChange: (value: string) => void;
  known: KnownReasons;
  /** Enter, with nothing of the list marked. */
  onSubmit: () => void;
  fieldRef?: RefObject<HTMLInputElement | null>;
}

/** The longest reason that is kept. */
const NOTE_LENGTH = 500;

/** Why something is stopped: typed, or one of those that are known. */
export function ReasonField({ value, onChange, known, onSubmit, fieldRef }: ReasonFieldProps) {
  return (
    <Field label="Reason" aside="optional, kept with your name">
      {(control) => (
        <SuggestInput
          {...control}
          ref={fieldRef}
          name="note"
          maxLength={NOTE_LENGTH}
          listLabel="Suggestions"
          opensLate
          optionClassName="text-sm"
          className={cn(inputBox, "h-8")}
          value={value}
          onChange={onChange}
          suggestions={suggestedReasons(known, value)}
          onPick={({ text }) => onChange(text)}
          onSubmit={onSubmit}
        />
      )}
    </Field>
  );
}

/** Those that hold what is typed, templates first, each once; none once one of them is typed whole. */
export function suggestedReasons({ templates, recent }: KnownReasons, typed: string) {
  const wanted = typed.trim().toLowerCase();
  const others = recent.filter((text) => !templates.includes(text));
  return [
    ...templates.map((text) => ({ text, label: text, hint: "template" })),
    ...others.map((text) => ({ text, label: text, hint: "yours, lately" })),
  ].filter(({ text }) => text.toLowerCase().includes(wanted) && text.toLowerCase() !== wanted);
}
