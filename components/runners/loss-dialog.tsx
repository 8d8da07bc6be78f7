"use client";

import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import type { RunnerLoss } from "#server/domain/runner-loss.ts";
import type { RunnerView } from "#server/domain/runner-views.ts";
import { LossList } from "./loss-list.tsx";
import { drainSentence } from "./loss-words.ts";

export interface LossDialogProps {
  /** Null keeps the dialog shut. */
  runner: RunnerView | null;
  /** Null while that is found out. */
  loss: RunnerLoss | null;
  onClose: () => void;
}

/** What would be lost with a runner's host, whether it takes work or not. */
export function LossDialog({ runner, loss, onClose }: LossDialogProps) {
  return (
    <Dialog open={runner !== null} onOpenChange={(open) => !open && onClose()}>
      {runner && (
        <DialogContent
          title={`If ${runner.host} went away now`}
          description="Found out from what is running now; nothing is changed by looking."
        >
          <LossList loss={loss} />
          {loss && runner.drainingAt && (
            <p className="pt-2 text-ink-muted tabular-nums">{drainSentence(loss)}</p>
          )}
        </DialogContent>
      )}
    </Dialog>
  );
}
