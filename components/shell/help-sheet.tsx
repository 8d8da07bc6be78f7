"use client";

import { Fragment } from "react";
import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import { Checkbox } from "#components/ui/input.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { groupsOf } from "./shortcut-groups.ts";
import { useShortcutList } from "./shortcuts.tsx";

export interface HelpSheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Every key that works on this page. */
export function HelpSheet({ open, onOpenChange }: HelpSheetProps) {
  const { groups, enabled, setEnabled } = useShortcutList();
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent title="Keyboard shortcuts">
        {groupsOf(groups, ({ keys }) => keys !== null).map((group) => (
          <section key={group.title} className="mb-4">
            <h3 className="mb-1 text-xs text-ink-faint">{group.title}</h3>
            <dl className="grid grid-cols-[5rem_1fr] items-center gap-y-1">
              {group.shortcuts.map((shortcut) => (
                <Fragment key={shortcut.keys}>
                  <dt className="flex gap-1">
                    {shortcut.keys?.split(" ").map((key) => (
                      <Kbd key={key}>{key === "Mod" ? "Ctrl" : key}</Kbd>
                    ))}
                  </dt>
                  <dd>{shortcut.label}</dd>
                </Fragment>
              ))}
            </dl>
          </section>
        ))}
        <div className="flex items-center gap-2 border-t pt-3">
          <Checkbox
            id="single-keys"
            checked={enabled}
            onChange={(event) => setEnabled(event.target.checked)}
          />
          <label htmlFor="single-keys">Single keys act (turn off if you use speech input)</label>
        </div>
      </DialogContent>
    </Dialog>
  );
}
