"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import { DialogButtons } from "#components/ui/dialog-buttons.tsx";
import { goStep, type Leaving, watchLeaving } from "./watch-leaving.ts";

export interface LeaveGuardProps {
  active: boolean;
  /** What would be lost, in a sentence. */
  loss: string;
}

/**
 * Asks before anything throws away what is not saved: a link, keys, the palette, a reload, a closed window, and a step
 * back where the browser lets a page ask.
 */
export function LeaveGuard({ active, loss }: LeaveGuardProps) {
  const router = useRouter();
  const [held, setHeld] = useState<Leaving | null>(null);
  const [released, setReleased] = useState<Leaving | null>(null);
  const watching = active && released === null;
  useEffect(() => (watching ? watchLeaving(setHeld) : undefined), [watching]);
  useEffect(() => {
    if (released === null) return;
    if ("href" in released) router.push(released.href);
    else goStep(released.step);
  }, [released, router]);
  const leave = () => {
    setReleased(held);
    setHeld(null);
  };
  return (
    <Dialog open={held !== null} onOpenChange={(open) => !open && setHeld(null)}>
      <DialogContent
        title="Leave without saving?"
        description={loss}
        footer={
          <DialogButtons leave="Stay" variant="danger" onClick={leave}>
            Drop my changes
          </DialogButtons>
        }
      />
    </Dialog>
  );
}
