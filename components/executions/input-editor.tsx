"use client";

import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/input.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "#components/ui/tabs.tsx";
import { hasFields, type InputFault, type InputObject, parseInput, printInput } from "./input-text.ts";

const SchemaForm = dynamic(() => import("./schema-form.tsx").then((module) => module.SchemaForm), {
  ssr: false,
  loading: () => (
    <div className="flex h-32 flex-col gap-4" aria-busy="true">
      <Skeleton className="w-24" />
      <Skeleton className="h-8" />
    </div>
  ),
});

export interface InputEditorProps {
  /** The form's id, for a button outside of it. */
  formId: string;
  /** JSON Schema of the input. */
  schema: Record<string, unknown>;
  /** What was given last time; null when it never ran. */
  lastInput: InputObject | null;
  faults: readonly InputFault[];
  disabled: boolean;
  /** Told once there is a form to submit: it is loaded only when it is needed. */
  onReady: () => void;
  onSubmit: (input: InputObject) => void;
}

/** The input of an execution, as a form made from its schema or as JSON. Begins with the last input. */
export function InputEditor(props: InputEditorProps) {
  const { schema, lastInput } = props;
  const [value, setValue] = useState<InputObject>(lastInput ?? {});
  const [version, setVersion] = useState(0);
  const [tab, setTab] = useState(hasFields(schema) ? "form" : "json");
  const begin = (input: InputObject) => {
    setValue(input);
    setVersion(version + 1);
  };
  return (
    <Tabs value={tab} onValueChange={setTab}>
      <div className="flex items-end justify-between gap-2 border-b">
        <TabsList className="border-b-0" aria-label="Input">
          <TabsTrigger value="form" disabled={!hasFields(schema)}>
            Input
          </TabsTrigger>
          <TabsTrigger value="json">JSON</TabsTrigger>
        </TabsList>
        {lastInput && (
          <div className="flex gap-1 pb-1">
            <Button variant="ghost" size="sm" onClick={() => begin(lastInput)}>
              Last input
            </Button>
            <Button variant="ghost" size="sm" onClick={() => begin({})}>
              Defaults
            </Button>
          </div>
        )}
      </div>
      <TabsContent value="form">
        <SchemaForm {...props} key={version} value={value} onChange={setValue} />
      </TabsContent>
      <TabsContent value="json">
        <JsonForm {...props} key={version} value={value} onChange={setValue} />
      </TabsContent>
    </Tabs>
  );
}

export interface InputFormProps extends InputEditorProps {
  value: InputObject;
  onChange: (value: InputObject) => void;
}

function JsonForm({ formId, value, faults, disabled, onReady, onChange, onSubmit }: InputFormProps) {
  useEffect(onReady, [onReady]);
  const [text, setText] = useState(() => printInput(value));
  const [fault, setFault] = useState<string | null>(null);
  return (
    <form
      id={formId}
      onSubmit={(event) => {
        event.preventDefault();
        const parsed = parseInput(text);
        setFault("fault" in parsed ? parsed.fault : null);
        if ("input" in parsed) onSubmit(parsed.input);
      }}
    >
      <Field label="Input as JSON" error={fault ?? refusalOf(faults)}>
        {(control) => (
          <Textarea
            {...control}
            name="input"
            disabled={disabled}
            spellCheck={false}
            className="min-h-40 font-mono text-xs leading-5"
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setFault(null);
              const parsed = parseInput(event.target.value);
              if ("input" in parsed) onChange(parsed.input);
            }}
          />
        )}
      </Field>
    </form>
  );
}

/** What the server said of it; null when it said nothing. */
function refusalOf(faults: readonly InputFault[]) {
  if (faults.length === 0) return null;
  return faults.map(({ field, message }) => (
    <span key={`${field}${message}`} className="block">
      {field && <code className="mr-1">{field}</code>}
      {message}
    </span>
  ));
}
