"use client";

import { useState } from "react";
import { useFormatNumber } from "#components/locale/locale-provider.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import { DialogButtons } from "#components/ui/dialog-buttons.tsx";
import type { ServiceRow } from "#server/domain/views.ts";
import { deleteWords } from "./delete-words.ts";

export interface DeleteDialogProps {
  service: Pick<ServiceRow, "name" | "counts" | "replicas">;
  onClose: () => void;
  /** `force`: what waits and runs is terminated. */
  onDelete: (force: boolean) => void;
  pending: boolean;
  /** What is known of the last try, which failed. */
  error: string | null;
}

/** Says what is lost and what stays. What waited and ran when it was opened is what is asked about. */
export function DeleteDialog({ service, onClose, onDelete, pending, error }: DeleteDialogProps) {
  const formatNumber = useFormatNumber();
  const [{ live, sentences }] = useState(() => deleteWords(service, formatNumber));
  const verb = live === 0 ? "Delete service" : "Terminate them and delete";
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={`Delete ${service.name}?`}
        description="It takes nothing new from then on, and can't be brought back."
        footer={
          <DialogButtons
            leave="Keep it"
            variant="danger"
            pending={pending}
            onClick={() => onDelete(live > 0)}
          >
            {verb}
          </DialogButtons>
        }
      >
        <div className="flex flex-col gap-2">
          {sentences.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          {error && <Banner kind="error">{error}</Banner>}
        </div>
      </DialogContent>
    </Dialog>
  );
}
