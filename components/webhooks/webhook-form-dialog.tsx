"use client";

import { type FormEvent, useState } from "react";
import { Banner } from "#components/ui/banner.tsx";
import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import { DialogButtons } from "#components/ui/dialog-buttons.tsx";
import { Field } from "#components/ui/field.tsx";
import { Checkbox, Input } from "#components/ui/input.tsx";
import { RadioGroup } from "#components/ui/radio-group.tsx";
import type { WebhookEvent, WebhookView } from "#server/domain/webhook.ts";
import { ChoiceList, EventChoice } from "./webhook-choices.tsx";

export interface WebhookDraft {
  name: string;
  url: string;
  events: WebhookEvent[];
  services: string[] | null;
  enabled: boolean;
}

export interface WebhookFormProps {
  /** The one that is changed; null for a new one. */
  webhook: WebhookView | null;
  /** Names of all services. */
  services: string[];
  onClose: () => void;
  onSave: (draft: WebhookDraft) => void;
  pending: boolean;
  /** Why the last try was refused. */
  error: { message: string; faults: { field: string; message: string }[] } | null;
}

const EMPTY: WebhookDraft = {
  name: "",
  url: "",
  events: ["execution.failed"],
  services: null,
  enabled: true,
};
/** Faults of these stand beside their fields. */
const FIELDS = ["name", "url", "events", "services"];

/** What a webhook is told, and where. The server alone says what is wrong with it. */
export function WebhookFormDialog(props: WebhookFormProps) {
  const { webhook, services, onClose, onSave, pending, error } = props;
  const [draft, setDraft] = useState<WebhookDraft>(webhook ?? EMPTY);
  const change = (part: Partial<WebhookDraft>) => setDraft({ ...draft, ...part });
  const faultOf = (name: string) => error?.faults.find(({ field }) => field.split(".")[0] === name)?.message;
  const elsewhere = error && !FIELDS.some((name) => faultOf(name));
  function submit(event: FormEvent) {
    event.preventDefault();
    const { name, url, events, services: chosen, enabled } = draft;
    onSave({ name, url, events, services: chosen, enabled });
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={webhook ? `Change ${webhook.name}` : "New webhook"}
        footer={
          <DialogButtons form="webhook" pending={pending}>
            {webhook ? "Save" : "Make webhook"}
          </DialogButtons>
        }
      >
        <form id="webhook" noValidate onSubmit={submit} className="flex flex-col gap-3">
          <Text
            label="Name"
            hint="For instance pager."
            value={draft.name}
            error={faultOf("name")}
            onChange={(name) => change({ name })}
          />
          <Text
            label="Address"
            hint="Where deliveries are posted to."
            value={draft.url}
            error={faultOf("url")}
            onChange={(url) => change({ url })}
          />
          <EventChoice
            chosen={draft.events}
            error={faultOf("events")}
            onChange={(events) => change({ events })}
          />
          <RadioGroup
            label="Services"
            value={draft.services === null ? "all" : "some"}
            onValueChange={(which) => change({ services: which === "all" ? null : [] })}
            options={[
              { value: "all", label: "All, also those to come" },
              { value: "some", label: "Only these", disabled: services.length === 0 },
            ]}
          />
          {draft.services && (
            <ChoiceList
              label="Which services"
              options={services.map((name) => ({ value: name, label: name }))}
              chosen={draft.services}
              error={faultOf("services")}
              onChange={(names) => change({ services: names })}
            />
          )}
          <div className="flex items-center gap-2">
            <Checkbox
              id="webhook-on"
              checked={draft.enabled}
              onChange={(event) => change({ enabled: event.target.checked })}
            />
            <label htmlFor="webhook-on">On</label>
          </div>
          {elsewhere && <Banner kind="error">{error.message}</Banner>}
        </form>
      </DialogContent>
    </Dialog>
  );
}

interface TextProps {
  label: string;
  hint: string;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}

function Text({ label, hint, value, error, onChange }: TextProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <Input
          {...control}
          value={value}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
