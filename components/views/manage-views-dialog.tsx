"use client";

import { Star, Trash2 } from "lucide-react";
import { Banner } from "#components/ui/banner.tsx";
import { Button, IconButton } from "#components/ui/button.tsx";
import { Dialog, DialogClose, DialogContent } from "#components/ui/dialog.tsx";
import type { SavedView } from "#server/domain/list-views.ts";

export interface ManageViewsDialogProps {
  views: readonly SavedView[];
  onDefault: (id: string | null) => void;
  onRemove: (id: string) => void;
  pending: boolean;
  error: string | null;
  onClose: () => void;
}

/** What the list begins with, and which views are forgotten. */
export function ManageViewsDialog(props: ManageViewsDialogProps) {
  const { views, onDefault, onRemove, pending, error, onClose } = props;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title="Views"
        description="The list begins with the view that has the star."
        footer={
          <DialogClose asChild>
            <Button variant="primary">Done</Button>
          </DialogClose>
        }
      >
        {error && <Banner kind="error">{error}</Banner>}
        <ul className="flex flex-col">
          {views.map((view) => (
            <li key={view.id} className="flex min-h-9 items-center gap-2 border-t first:border-t-0">
              <IconButton
                label={view.isDefault ? `Do not begin with ${view.name}` : `Begin with ${view.name}`}
                aria-pressed={view.isDefault}
                disabled={pending}
                onClick={() => onDefault(view.isDefault ? null : view.id)}
              >
                <Star className={view.isDefault ? "fill-current text-accent" : undefined} />
              </IconButton>
              <span className="flex min-w-0 grow flex-col">
                <span className="truncate">
                  {view.name}
                  {(view.shared || !view.own) && (
                    <span className="ml-2 text-xs text-ink-faint">
                      {view.own ? "shared with everybody" : `shared by ${view.owner}`}
                    </span>
                  )}
                </span>
                <code className="truncate text-xs text-ink-faint">{view.filter || "all executions"}</code>
              </span>
              {view.own && (
                <IconButton
                  label={`Remove ${view.name}`}
                  disabled={pending}
                  onClick={() => onRemove(view.id)}
                >
                  <Trash2 />
                </IconButton>
              )}
            </li>
          ))}
        </ul>
      </DialogContent>
    </Dialog>
  );
}
