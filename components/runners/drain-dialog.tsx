"use client";

import { useMutation } from "@tanstack/react-query";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { failureWords } from "#components/trpc/failure-words.ts";
import { Banner } from "#components/ui/banner.tsx";
import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import { DialogButtons } from "#components/ui/dialog-buttons.tsx";
import type { RunnerLoss } from "#server/domain/runner-loss.ts";
import type { RunnerView } from "#server/domain/runner-views.ts";
import { LossList } from "./loss-list.tsx";
import { drainSentence } from "./loss-words.ts";

export interface DrainDialogProps {
  /** Null keeps the dialog shut. */
  runner: RunnerView | null;
  /** Null while that is found out. */
  loss: RunnerLoss | null;
  onDrain: (runner: RunnerView) => Promise<unknown>;
  onClose: () => void;
}

/** What runs there, what would be lost if the host went now, and the way to empty it first. */
export function DrainDialog({ runner, ...rest }: DrainDialogProps) {
  return (
    <Dialog open={runner !== null} onOpenChange={(open) => !open && rest.onClose()}>
      {runner && <DrainForm runner={runner} {...rest} />}
    </Dialog>
  );
}

function DrainForm({ runner, loss, onDrain, onClose }: DrainDialogProps & { runner: RunnerView }) {
  const formatNumber = useFormatNumber();
  const drain = useMutation({ mutationFn: () => onDrain(runner), onSuccess: onClose });
  const running = runner.replicas.reduce((sum, { executions }) => sum + executions.length, 0);
  return (
    <DialogContent
      title={`Drain ${runner.host}?`}
      description={`Its replicas take nothing new and end when nothing runs on them${running > 0 ? `: ${formatNumber(running)} now` : ""}. Other runners start theirs.`}
      footer={
        <DialogButtons leave="Keep it working" pending={drain.isPending} onClick={() => drain.mutate()}>
          Drain
        </DialogButtons>
      }
    >
      <p className="min-h-5 text-ink-muted tabular-nums">{loss && drainSentence(loss)}</p>
      <h3 className="pt-1 font-medium">If this host went away now</h3>
      <LossList loss={loss} />
      {drain.error && <Banner kind="error">{failureWords(drain.error, "it was told to drain")}</Banner>}
    </DialogContent>
  );
}
