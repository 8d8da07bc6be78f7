"use client";

import { useMutation } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { labelHref } from "#components/executions/filter-href.ts";
import { LabelChip } from "#components/executions/label-chip.tsx";
import { LabelField } from "#components/executions/label-field.tsx";
import { useLabelDraft } from "#components/executions/use-label-draft.ts";
import { failureWords } from "#components/trpc/failure-words.ts";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogContent, DialogTrigger } from "#components/ui/dialog.tsx";
import { DialogButtons } from "#components/ui/dialog-buttons.tsx";
import { Section } from "#components/ui/section.tsx";
import { type Labels, printLabels } from "#server/domain/labels.ts";

/** Changes the labels of one execution. */
export type ChangeLabels = (change: { set: Labels; remove: string[] }) => Promise<unknown>;

export interface LabelSectionProps {
  labels: Labels;
  onChange: ChangeLabels;
}

/** The labels of an execution, each a way to those that share it. */
export function LabelSection({ labels, onChange }: LabelSectionProps) {
  const [open, setOpen] = useState(false);
  const words = printLabels(labels);
  return (
    <Section
      title="Labels"
      action={
        <Dialog open={open} onOpenChange={setOpen}>
          <DialogTrigger asChild>
            <Button size="sm" variant="ghost">
              Edit labels
            </Button>
          </DialogTrigger>
          {open && <LabelDialog labels={labels} onChange={onChange} onDone={() => setOpen(false)} />}
        </Dialog>
      }
    >
      {words.length === 0 ? (
        <p className="text-ink-muted">None.</p>
      ) : (
        <ul className="flex flex-wrap gap-1.5">
          {words.map((word) => (
            <li key={word} className="max-w-full">
              <Link
                href={labelHref(word)}
                className="block max-w-full rounded-md hover:bg-hover"
                title="All executions with this label"
              >
                <LabelChip>{word}</LabelChip>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function LabelDialog({ labels, onChange, onDone }: LabelSectionProps & { onDone: () => void }) {
  const draft = useLabelDraft(labels);
  const save = useMutation({ mutationFn: onChange, onSuccess: onDone });
  const submit = () => {
    const next = draft.finish();
    if (!next) return;
    const remove = Object.keys(labels).filter((key) => !Object.hasOwn(next, key));
    const changed = Object.entries(next).filter(([key, value]) => labels[key] !== value);
    if (remove.length + changed.length === 0) return onDone();
    save.mutate({ set: Object.fromEntries(changed), remove });
  };
  return (
    <DialogContent
      title="Edit labels"
      footer={
        <DialogButtons pending={save.isPending} onClick={submit}>
          Save labels
        </DialogButtons>
      }
    >
      <LabelField draft={draft} disabled={save.isPending} />
      {save.error && <Banner kind="error">{failureWords(save.error, "the labels were changed")}</Banner>}
    </DialogContent>
  );
}
