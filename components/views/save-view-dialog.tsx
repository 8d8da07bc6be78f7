"use client";

import { useState } from "react";
import { Banner } from "#components/ui/banner.tsx";
import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import { DialogButtons } from "#components/ui/dialog-buttons.tsx";
import { Field } from "#components/ui/field.tsx";
import { Checkbox, Input } from "#components/ui/input.tsx";

export interface NewView {
  name: string;
  shared: boolean;
  begin: boolean;
}

export interface SaveViewDialogProps {
  /** The filter as it is typed. */
  filter: string;
  /** Names of the caller's views: one of these is replaced. */
  taken: readonly string[];
  onSave: (view: NewView) => void;
  pending: boolean;
  error: string | null;
  onClose: () => void;
}

const FORM = "save-view";

/** Names the filter and the columns as they are. */
export function SaveViewDialog({ filter, taken, onSave, pending, error, onClose }: SaveViewDialogProps) {
  const [name, setName] = useState("");
  const [shared, setShared] = useState(false);
  const [begin, setBegin] = useState(false);
  const replaces = taken.includes(name.trim());
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title="Save as a view"
        description={<code className="text-xs">{filter || "all executions"}</code>}
        footer={
          <DialogButtons form={FORM} pending={pending} disabled={name.trim() === ""}>
            {replaces ? "Replace view" : "Save view"}
          </DialogButtons>
        }
      >
        <form
          id={FORM}
          className="flex flex-col gap-3 pt-1"
          onSubmit={(event) => {
            event.preventDefault();
            onSave({ name: name.trim(), shared, begin });
          }}
        >
          <Field label="Name" hint={replaces ? "You have a view of this name: it is replaced." : undefined}>
            {(control) => (
              <Input
                {...control}
                name="name"
                maxLength={60}
                autoComplete="off"
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
          <Tick label="Share it with everybody" checked={shared} onChange={setShared} />
          <Tick label="My list begins with it" checked={begin} onChange={setBegin} />
          {error && <Banner kind="error">{error}</Banner>}
        </form>
      </DialogContent>
    </Dialog>
  );
}

interface TickProps {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

function Tick({ label, checked, onChange }: TickProps) {
  const id = `save-view-${label.replaceAll(" ", "-")}`;
  return (
    <label htmlFor={id} className="flex items-center gap-2">
      <Checkbox id={id} checked={checked} onChange={(event) => onChange(event.target.checked)} />
      {label}
    </label>
  );
}
