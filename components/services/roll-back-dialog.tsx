"use client";

import { useState } from "react";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import { DialogButtons } from "#components/ui/dialog-buttons.tsx";
import type { PolicyPreview } from "#server/domain/policy-preview.ts";
import type { ServiceDetail } from "#server/domain/views.ts";
import { ApplyChoice } from "./apply-choice.tsx";
import { type Applying, appliedOf } from "./apply-words.ts";
import { configChanges } from "./config-difference.ts";
import { ChangeList, type Revision } from "./revision-list.tsx";
import { rollBackWords } from "./roll-back-words.ts";

export interface RollBackDialogProps {
  service: ServiceDetail;
  /** The one whose content comes back. */
  revision: Revision;
  /** Undefined while it is being read. */
  preview: PolicyPreview | undefined;
  onClose: () => void;
  onRollBack: (applying: Applying) => void;
  pending: boolean;
  /** What is known of the last try, which failed. */
  error: string | null;
}

/** Says what rolling back does before it is done. */
export function RollBackDialog(props: RollBackDialogProps) {
  const { service, revision, preview, onClose, onRollBack, pending, error } = props;
  const [applying, setApplying] = useState<Applying>("new");
  const formatNumber = useFormatNumber();
  const changes = configChanges(service.config, revision.config, formatNumber);
  const applied = appliedOf(service.config, revision.config);
  const next = service.revision + 1;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={`Roll ${service.name} back to revision ${revision.number}?`}
        description={`Its content comes back as revision ${next}; the revisions since then stay in the list.`}
        footer={
          <DialogButtons
            pending={pending}
            disabled={changes.length === 0}
            onClick={() => onRollBack(applying)}
          >
            Save revision {next}
          </DialogButtons>
        }
      >
        <div className="flex flex-col gap-3">
          {changes.length === 0 ? (
            <p>The service is so already: there is nothing to bring back.</p>
          ) : (
            <>
              <ChangeList changes={changes} />
              <div aria-live="polite" className="flex min-h-10 flex-col gap-1.5 text-ink-muted">
                {preview &&
                  rollBackWords(
                    { created: service.counts.created, next, policy: revision.config.policy },
                    preview,
                    applied,
                    applying,
                    formatNumber,
                  ).map((words) => <p key={words}>{words}</p>)}
              </div>
              <ApplyChoice applying={applying} onApplying={setApplying} applied={applied} />
            </>
          )}
          {error && <Banner kind="error">{error}</Banner>}
        </div>
      </DialogContent>
    </Dialog>
  );
}
