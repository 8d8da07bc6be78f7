"use client";

import { Pause, Trash2 } from "lucide-react";
import { useState } from "react";
import { LoadFailure, StaleNotice } from "#components/executions/load-failure.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Button, IconButton } from "#components/ui/button.tsx";
import { NeverUsed, NoneFound, NotThere } from "#components/ui/empty-states.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { ProgressBar } from "#components/ui/progress-bar.tsx";
import { RadioGroup } from "#components/ui/radio-group.tsx";
import { Section } from "#components/ui/section.tsx";
import { Select } from "#components/ui/select.tsx";
import { toast } from "#components/ui/toast.ts";

const ON_RESET = [
  { value: "failed", label: "Mark as failed" },
  { value: "rerun", label: "Rerun", hint: "With what it saved, as its next attempt." },
] as const;

const TONES = ["accent", "info", "warning", "bad", "muted"] as const;

/** Buttons, badges, bars and fields. */
export function Controls() {
  const [onReset, setOnReset] = useState<"failed" | "rerun">("failed");
  return (
    <Section title="Controls">
      <div className="flex flex-wrap items-center gap-2">
        <Button variant="primary">Start execution</Button>
        <Button>Keep running</Button>
        <Button variant="ghost">Clear filters</Button>
        <Button variant="danger">Stop execution</Button>
        <Button variant="danger-quiet">Stop all now…</Button>
        <Button variant="primary" pending>
          Saving
        </Button>
        <Button variant="danger" pending>
          Stopping
        </Button>
        <Button disabled>Not now</Button>
        <Button size="sm">Small</Button>
        <Button size="sm" variant="danger">
          Small danger
        </Button>
        <IconButton label="Pause, small" size="icon-sm">
          <Pause />
        </IconButton>
        <IconButton label="Pause">
          <Pause />
        </IconButton>
        <IconButton label="Remove" variant="plain">
          <Trash2 />
        </IconButton>
        <Button onClick={() => toast("Stop requested", { description: "train-digits 0001a2b3" })}>
          Show a toast
        </Button>
        <Button
          onClick={() =>
            toast("Saved revision 8", { action: { label: "Follow", onClick: () => toast("Followed") } })
          }
        >
          Show a toast with an action
        </Button>
        <Button onClick={() => toast.error("Nothing was changed", { description: "Try again." })}>
          Show an error toast
        </Button>
        <Badge>revision 7</Badge>
        <Badge tone="accent">new</Badge>
        <Badge tone="good">active</Badge>
        <Badge tone="warning">paused</Badge>
        <Badge tone="bad">crash loop</Badge>
        {TONES.map((tone) => (
          <ProgressBar key={tone} value={64} label={`Sample, ${tone}`} tone={tone} />
        ))}
      </div>
      <div className="mt-4 grid gap-4 sm:grid-cols-3">
        <Field label="Execution timeout" after="15 min" hint="From the start of an attempt to its deadline.">
          {(control) => <Input {...control} type="number" defaultValue={900} />}
        </Field>
        <Field label="Max attempts" error="maxAttempts must be a whole number from 1 to 100">
          {(control) => <Input {...control} defaultValue="0" />}
        </Field>
        <Field label="Function">
          {(control) => <Select {...control} options={[{ value: "train", label: "train" }]} />}
        </Field>
        <Field label="Runtime" error="runtime must be python, node or command">
          {(control) => (
            <Select {...control} none="Choose one" options={[{ value: "python", label: "Python" }]} />
          )}
        </Field>
        <RadioGroup label="On reset" value={onReset} onValueChange={setOnReset} options={ON_RESET} />
        <Facts
          facts={[
            { label: "Attempt", value: "2 of 3" },
            { label: "Runner", value: "gpu-01" },
          ]}
        />
      </div>
    </Section>
  );
}

/** What stands where there is nothing, and what stays while it is true. */
export function Notices({ start }: { start: number }) {
  const fault = {
    message: "The web server does not answer.",
    since: new Date(start),
    dataFrom: new Date(start),
    retryAt: new Date(start + 3_600_000),
    onRetry: () => {},
  };
  return (
    <>
      <Section title="Notices">
        <div className="flex flex-col gap-2">
          <Banner>It has ended meanwhile: Success.</Banner>
          <Banner kind="warning">This service is paused.</Banner>
          <Banner kind="error">
            It is not known whether the stop was requested. Curfew does not answer.
          </Banner>
          <StaleNotice fault={fault} />
        </div>
      </Section>
      <Section title="Never used, none found, failed">
        <div className="grid divide-y border lg:grid-cols-3 lg:divide-x lg:divide-y-0">
          <NeverUsed sentence="Nothing has been run yet." command="npm start" />
          <NoneFound what="executions" filters={["failed", "service train-digits"]} onClear={() => {}} />
          <LoadFailure what="The executions could not be loaded." fault={fault} />
        </div>
        <NotThere sentence="There is no execution 0001a2b3.">
          <Button>All executions</Button>
        </NotThere>
      </Section>
    </>
  );
}
