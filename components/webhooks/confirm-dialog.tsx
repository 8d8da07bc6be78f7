"use client";

import { Banner } from "#components/ui/banner.tsx";
import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import { DialogButtons } from "#components/ui/dialog-buttons.tsx";

export interface ConfirmDialogProps {
  title: string;
  description: string;
  /** The verb on the button. */
  confirm: string;
  danger?: boolean;
  onConfirm: () => void;
  onClose: () => void;
  pending: boolean;
  /** Why the last try was refused. */
  error: string | null;
}

/** Says what would happen, and does it once somebody agrees. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, description, confirm, danger, onConfirm, onClose, pending, error } = props;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={title}
        description={description}
        footer={
          <DialogButtons variant={danger ? "danger" : "primary"} pending={pending} onClick={onConfirm}>
            {confirm}
          </DialogButtons>
        }
      >
        {error && <Banner kind="error">{error}</Banner>}
      </DialogContent>
    </Dialog>
  );
}
