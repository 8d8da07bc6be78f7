"use client";

import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogClose, DialogContent } from "#components/ui/dialog.tsx";
import type { SavedView } from "#server/domain/list-views.ts";
import { ViewLine } from "./view-line.tsx";

export interface ManageViewsDialogProps {
  views: readonly SavedView[];
  onDefault: (id: string | null) => void;
  onRename: (id: string, name: string) => void;
  onRemove: (id: string) => void;
  pending: boolean;
  error: string | null;
  onClose: () => void;
}

/** What the list begins with, what views are called, and which are forgotten. */
export function ManageViewsDialog(props: ManageViewsDialogProps) {
  const { views, pending, error, onClose } = props;
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
            <ViewLine
              key={view.id}
              view={view}
              onBegin={(begin) => props.onDefault(begin ? view.id : null)}
              onRename={(name) => props.onRename(view.id, name)}
              onRemove={() => props.onRemove(view.id)}
              pending={pending}
            />
          ))}
        </ul>
      </DialogContent>
    </Dialog>
  );
}
