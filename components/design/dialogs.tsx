"use client";

import { useState } from "react";
import { BulkDialog } from "#components/bulks/bulk-dialog.tsx";
import { DeadlineDialog } from "#components/executions/deadline-dialog.tsx";
import { StartDialog } from "#components/executions/start-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { CommandPalette } from "#components/ui/command-palette.tsx";
import { Section } from "#components/ui/section.tsx";
import { sampleRows } from "./samples.ts";

const REFUSAL = "The web server does not answer. Try again.";
const DIALOGS = ["Terminate many", "Extend many", "Set a deadline", "Start an execution", "Palette"] as const;
type Asked = (typeof DIALOGS)[number] | null;

/** Dialogs that ask before something is done, and the palette. */
export function Dialogs({ start }: { start: number }) {
  const [asked, setAsked] = useState<Asked>(null);
  const close = () => setAsked(null);
  return (
    <Section title="Dialogs">
      <div className="flex flex-wrap gap-2">
        {DIALOGS.map((name) => (
          <Button key={name} onClick={() => setAsked(name)}>
            {name}…
          </Button>
        ))}
      </div>
      {(asked === "Terminate many" || asked === "Extend many") && (
        <Bulk kind={asked === "Extend many" ? "extend" : "terminate"} start={start} onClose={close} />
      )}
      <DeadlineDialog
        execution={asked === "Set a deadline" ? (sampleRows(start)[2] ?? null) : null}
        onMove={() => Promise.reject(new Error(REFUSAL))}
        onClose={close}
      />
      <StartDialog
        open={asked === "Start an execution"}
        onClose={close}
        services={[{ id: "1", name: "train-digits", pausedAt: null }]}
        service="train-digits"
        onServiceChange={() => {}}
        detail={null}
        loadError={REFUSAL}
        onStart={() => {}}
        pending={false}
        error={null}
      />
      <Palette open={asked === "Palette"} onClose={close} />
    </Section>
  );
}

function Bulk({
  kind,
  start,
  onClose,
}: {
  kind: "terminate" | "extend";
  start: number;
  onClose: () => void;
}) {
  const sample = sampleRows(start)
    .slice(2, 10)
    .map((execution, place) => ({
      execution,
      worker: "own" as const,
      reached: place % 3 > 0,
      words: "is asked to stop",
    }));
  return (
    <BulkDialog
      kind={kind}
      filter="service:train-digits status:live"
      draft={{
        ...{ id: "1", kind, at: new Date(start), total: 1_297, reached: 1_290, sample },
        workers: { own: 18, shared: 1_200, command: 1 },
      }}
      onPrepare={() => {}}
      reasons={{ templates: ["wrong data"], recent: ["too slow"] }}
      onStart={() => {}}
      onStopNow={() => {}}
      preparing={false}
      starting={false}
      error={REFUSAL}
      onClose={onClose}
    />
  );
}

function Palette({ open, onClose }: { open: boolean; onClose: () => void }) {
  const [query, setQuery] = useState("");
  return (
    <CommandPalette
      open={open}
      onOpenChange={(next) => !next && onClose()}
      query={query}
      onQuery={setQuery}
      placeholder="What to do"
      searching={false}
      groups={[
        {
          title: "This execution",
          entries: [
            { id: "1", label: "Terminate it", keys: "t", run: () => {} },
            { id: "2", label: "Withdraw the stop", hint: "while its code has not met it", run: () => {} },
          ],
        },
      ]}
    />
  );
}
