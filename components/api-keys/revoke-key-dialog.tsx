"use client";

import { RelativeTime } from "#components/time/relative-time.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import { DialogButtons } from "#components/ui/dialog-buttons.tsx";
import type { ApiKeyView } from "#server/domain/api-key.ts";

export interface RevokeKeyDialogProps {
  apiKey: ApiKeyView;
  onClose: () => void;
  onRevoke: () => void;
  pending: boolean;
  /** Why the last try was refused. */
  error: string | null;
}

/** Says who will stand before a closed door. */
export function RevokeKeyDialog({ apiKey, onClose, onRevoke, pending, error }: RevokeKeyDialogProps) {
  const { name, lastUsedAt } = apiKey;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={`Revoke ${name}?`}
        description="It opens nothing from then on, and can't be brought back."
        footer={
          <DialogButtons leave="Keep it" variant="danger" pending={pending} onClick={onRevoke}>
            Revoke key
          </DialogButtons>
        }
      >
        <div className="flex flex-col gap-3">
          <p>
            {lastUsedAt ? (
              <>
                It was last used <RelativeTime at={lastUsedAt} />: whatever uses it will be refused.
              </>
            ) : (
              "Nobody has used it."
            )}
          </p>
          <p className="text-ink-muted">What was started with it goes on.</p>
          {error && <Banner kind="error">{error}</Banner>}
        </div>
      </DialogContent>
    </Dialog>
  );
}
