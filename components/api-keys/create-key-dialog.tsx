"use client";

import { type FormEvent, useState } from "react";
import { Banner } from "#components/ui/banner.tsx";
import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import { DialogButtons } from "#components/ui/dialog-buttons.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { KEY_DAYS, KEY_NAME, KEY_NAME_WORDS } from "#server/domain/api-key.ts";

const PERIODS = [
  { value: "7", label: "7 days" },
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "1 year" },
  { value: "1825", label: "5 years" },
];

export interface CreateKeyDialogProps {
  onClose: () => void;
  onCreate: (wanted: { name: string; days: number }) => void;
  pending: boolean;
  /** Why the last try was refused. */
  error: { message: string; faults: { field: string; message: string }[] } | null;
}

/** Asks for a name and an end. */
export function CreateKeyDialog({ onClose, onCreate, pending, error }: CreateKeyDialogProps) {
  const [name, setName] = useState("");
  const [days, setDays] = useState(String(KEY_DAYS.usual));
  const [tried, setTried] = useState(false);
  const wrong = tried && !KEY_NAME.test(name) ? KEY_NAME_WORDS : null;
  const refused = error?.faults.find(({ field }) => field === "name")?.message;
  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (KEY_NAME.test(name)) onCreate({ name, days: Number(days) });
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title="New API key"
        description="What a program does with it stands under its name in the audit."
        footer={
          <DialogButtons form="new-key" pending={pending}>
            Make key
          </DialogButtons>
        }
      >
        <form id="new-key" noValidate onSubmit={submit} className="flex flex-col gap-3">
          <Field label="Name" hint="For instance nightly-training." error={wrong ?? refused}>
            {(control) => (
              <Input
                {...control}
                value={name}
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
          <Field label="Good for">
            {(control) => (
              <Select
                {...control}
                options={PERIODS}
                value={days}
                onChange={(event) => setDays(event.target.value)}
              />
            )}
          </Field>
          {error && !refused && <Banner kind="error">{error.message}</Banner>}
        </form>
      </DialogContent>
    </Dialog>
  );
}
