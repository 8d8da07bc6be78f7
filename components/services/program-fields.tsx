"use client";

import { Plus, X } from "lucide-react";
import { useId } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field, FieldError } from "#components/ui/field.tsx";
import { Input, Textarea } from "#components/ui/input.tsx";
import { RadioGroup } from "#components/ui/radio-group.tsx";
import { EMPTY_FUNCTION, type Faults, type ProgramDraft } from "./program-draft.ts";

export interface ProgramFieldsProps {
  draft: ProgramDraft;
  onDraft: (draft: ProgramDraft) => void;
  faults: Faults;
}

const RUNTIME_OPTIONS = [
  { value: "python", label: "Python", hint: "A class in a file; its methods are the functions." },
  { value: "node", label: "Node", hint: "The same in TypeScript or JavaScript." },
  { value: "command", label: "Command", hint: "Any program, unmodified; it is asked to stop by SIGTERM." },
] as const;

type TextName = "name" | "description" | "directory" | "entry" | "className";

/** What runs: its name, its program, its environment and its functions. */
export function ProgramFields(props: ProgramFieldsProps) {
  const { draft, onDraft, faults } = props;
  return (
    <>
      <TextField {...props} name="name" label="Name" hint="1 to 63 lower-case letters, digits and hyphens." />
      <TextField {...props} name="description" label="Description" />
      <RadioGroup
        label="Runtime"
        name="runtime"
        value={draft.runtime}
        onValueChange={(runtime) => onDraft({ ...draft, runtime })}
        options={RUNTIME_OPTIONS}
      />
      <TextField
        {...props}
        name="directory"
        label="Folder"
        hint="Absolute, and the same on each host that runs it."
        mono
      />
      {draft.runtime === "command" ? (
        <Field
          label="Command"
          hint="The program, then one argument a line; {input.key} becomes a value of the input."
          error={faults.argv}
        >
          {(control) => (
            <Textarea
              {...control}
              name="argv"
              spellCheck={false}
              className="min-h-24 font-mono text-xs leading-5"
              value={draft.argv}
              onChange={({ target }) => onDraft({ ...draft, argv: target.value })}
            />
          )}
        </Field>
      ) : (
        <>
          <TextField {...props} name="entry" label="Entry" hint="The file that holds the class." mono />
          <TextField {...props} name="className" label="Class" mono />
        </>
      )}
      <EnvironmentFields {...props} />
      <FunctionFields {...props} />
    </>
  );
}

function TextField(
  props: ProgramFieldsProps & { name: TextName; label: string; hint?: string; mono?: boolean },
) {
  const { draft, onDraft, faults, name, label, hint, mono } = props;
  return (
    <Field label={label} hint={hint} error={faults[name]}>
      {(control) => (
        <Input
          {...control}
          name={name}
          autoComplete="off"
          spellCheck={false}
          className={mono ? "font-mono text-xs" : undefined}
          value={draft[name]}
          onChange={({ target }) => onDraft({ ...draft, [name]: target.value })}
        />
      )}
    </Field>
  );
}

/** Values may be secrets: they are not shown. */
function EnvironmentFields({ draft, onDraft, faults }: ProgramFieldsProps) {
  const set = (env: ProgramDraft["env"]) => onDraft({ ...draft, env });
  const id = useId();
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 text-sm font-medium">Environment</legend>
      {draft.env.map((variable, place) => {
        const change = (part: Partial<typeof variable>) =>
          set(draft.env.with(place, { ...variable, ...part }));
        const fault = faults[`env.${place}.name`];
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: names change while they are typed
          <div key={place}>
            <div className="flex items-center gap-2">
              <Input
                aria-label={`Name of variable ${place + 1}`}
                aria-invalid={fault ? true : undefined}
                aria-describedby={fault ? `${id}-${place}` : undefined}
                autoComplete="off"
                spellCheck={false}
                className="font-mono text-xs"
                value={variable.name}
                onChange={({ target }) => change({ name: target.value })}
              />
              <Input
                type="password"
                aria-label={`Value of variable ${place + 1}`}
                autoComplete="new-password"
                className="font-mono text-xs"
                value={variable.value}
                onChange={({ target }) => change({ value: target.value })}
              />
              <Button
                size="sm"
                variant="ghost"
                aria-label={`Remove variable ${place + 1}`}
                onClick={() => set(draft.env.toSpliced(place, 1))}
              >
                <X aria-hidden />
              </Button>
            </div>
            <FieldError id={`${id}-${place}`}>{fault}</FieldError>
          </div>
        );
      })}
      <Button size="sm" className="self-start" onClick={() => set([...draft.env, { name: "", value: "" }])}>
        <Plus aria-hidden /> Add a variable
      </Button>
    </fieldset>
  );
}

function FunctionFields({ draft, onDraft, faults }: ProgramFieldsProps) {
  const set = (functions: ProgramDraft["functions"]) => onDraft({ ...draft, functions });
  const id = useId();
  return (
    <fieldset className="flex flex-col gap-3" aria-describedby={faults.functions ? id : undefined}>
      <legend className="mb-1 text-sm font-medium">Functions</legend>
      <FieldError id={id}>{faults.functions}</FieldError>
      {draft.functions.map((one, place) => {
        const change = (part: Partial<typeof one>) => set(draft.functions.with(place, { ...one, ...part }));
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: names change while they are typed
          <div key={place} className="flex flex-col gap-2 border-l-2 pl-3">
            <Field label={`Function ${place + 1}`} error={faults[`functions.${place}.name`]}>
              {(control) => (
                <Input
                  {...control}
                  autoComplete="off"
                  spellCheck={false}
                  className="font-mono text-xs"
                  value={one.name}
                  onChange={({ target }) => change({ name: target.value })}
                />
              )}
            </Field>
            <Field label="What it does" error={faults[`functions.${place}.description`]}>
              {(control) => (
                <Input
                  {...control}
                  autoComplete="off"
                  value={one.description}
                  onChange={({ target }) => change({ description: target.value })}
                />
              )}
            </Field>
            <Field
              label="Input schema"
              hint="JSON Schema of its input; {} takes any object."
              error={faults[`functions.${place}.inputSchema`]}
            >
              {(control) => (
                <Textarea
                  {...control}
                  spellCheck={false}
                  className="min-h-20 font-mono text-xs leading-5"
                  value={one.inputSchema}
                  onChange={({ target }) => change({ inputSchema: target.value })}
                />
              )}
            </Field>
            {draft.functions.length > 1 && (
              <Button
                size="sm"
                className="self-start"
                aria-label={`Remove function ${place + 1}`}
                onClick={() => set(draft.functions.toSpliced(place, 1))}
              >
                <X aria-hidden /> Remove
              </Button>
            )}
          </div>
        );
      })}
      <Button
        size="sm"
        className="self-start"
        onClick={() => set([...draft.functions, { ...EMPTY_FUNCTION, name: "" }])}
      >
        <Plus aria-hidden /> Add a function
      </Button>
    </fieldset>
  );
}
