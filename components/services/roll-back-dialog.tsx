"use client";

import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogClose, DialogContent } from "#components/ui/dialog.tsx";
import type { ServiceDetail } from "#server/domain/views.ts";
import { configChanges } from "./config-difference.ts";
import { ChangeList, type Revision } from "./revision-list.tsx";
import { rollBackWords } from "./roll-back-words.ts";

export interface RollBackDialogProps {
  service: ServiceDetail;
  /** The one whose content comes back. */
  revision: Revision;
  onClose: () => void;
  onRollBack: () => void;
  pending: boolean;
  /** Why the last try was refused. */
  error: string | null;
}

/** Says what rolling back does before it is done. */
export function RollBackDialog(props: RollBackDialogProps) {
  const { service, revision, onClose, onRollBack, pending, error } = props;
  const changes = configChanges(service.config, revision.config);
  const next = service.revision + 1;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={`Roll ${service.name} back to revision ${revision.number}?`}
        description={`Its content comes back as revision ${next}; the revisions since then stay in the list.`}
        footer={
          <>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button variant="primary" pending={pending} disabled={changes.length === 0} onClick={onRollBack}>
              Save revision {next}
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-3">
          {changes.length === 0 ? (
            <p>The service is so already: there is nothing to bring back.</p>
          ) : (
            <>
              <ChangeList changes={changes} />
              <div className="flex flex-col gap-1.5 text-ink-muted">
                {rollBackWords(service.counts, next).map((words) => (
                  <p key={words}>{words}</p>
                ))}
              </div>
            </>
          )}
          {error && <Banner kind="error">It was not rolled back. {error}</Banner>}
        </div>
      </DialogContent>
    </Dialog>
  );
}
