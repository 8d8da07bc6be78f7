"use client";

import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useKnownReasons } from "#components/executions/use-known-reasons.ts";
import { useGo } from "#components/shell/use-go.ts";
import { useTRPC } from "#components/trpc/context.ts";
import { failureWords } from "#components/trpc/failure-words.ts";
import { wordsOf } from "#components/trpc/query-client.ts";
import type { BulkKind } from "#server/domain/bulk.ts";
import type { BulkChange } from "./bulk-change-form.tsx";
import { BulkDialog } from "./bulk-dialog.tsx";

/** Rows that were chosen, or a filter as it is typed. */
export type BulkTarget = { ids: string[] } | { where: string };

export interface AskedBulk {
  kind: BulkKind;
  target: BulkTarget;
}

export interface BulkDialogScreenProps extends AskedBulk {
  onClose: () => void;
  /** It has begun: the way to its page is under way. */
  onStarted: () => void;
}

/** The dialog with its data. What it starts is followed on a page of its own. */
export function BulkDialogScreen({ kind, target, onClose, onStarted }: BulkDialogScreenProps) {
  const { bulks } = useTRPC();
  const go = useGo();
  const follow = ({ id }: { id: string }) => {
    onStarted();
    go(`/bulk/${id}`);
  };
  const prepare = useMutation(bulks.prepare.mutationOptions());
  const start = useMutation(bulks.start.mutationOptions({ onSuccess: follow }));
  const stopNow = useMutation(bulks.stopNow.mutationOptions({ onSuccess: follow }));
  const ask = (change: BulkChange) => prepare.mutate({ kind, ...target, ...change });
  const asked = useRef(false);
  useEffect(() => {
    if (asked.current || kind === "extend" || kind === "label") return;
    asked.current = true;
    prepare.mutate({ kind, ...target });
  }, [kind, target, prepare]);
  // Once: a second Enter may come before the first is shown to be under way, or while the way to its page is.
  const begins = useRef(false);
  const begin = (how: () => Promise<unknown>) => {
    if (begins.current) return;
    begins.current = true;
    how().catch(() => {
      begins.current = false;
    });
  };
  const begun = start.error ?? stopNow.error;
  // Looking whom it is about does nothing to them, whether or not the answer comes.
  const failure = prepare.error
    ? `Nothing was done. ${wordsOf(prepare.error)}`
    : begun && failureWords(begun, "it was begun");
  return (
    <BulkDialog
      kind={kind}
      filter={"where" in target ? target.where : null}
      draft={prepare.data ?? null}
      onPrepare={ask}
      reasons={useKnownReasons(true)}
      onStart={(draft, how) => begin(() => start.mutateAsync({ id: draft.id, count: draft.total, ...how }))}
      onStopNow={(how) =>
        "where" in target && begin(() => stopNow.mutateAsync({ where: target.where, ...how }))
      }
      preparing={prepare.isPending}
      starting={[start, stopNow].some(({ isPending, isSuccess }) => isPending || isSuccess)}
      error={failure}
      onClose={onClose}
    />
  );
}
