"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import { DialogButtons } from "#components/ui/dialog-buttons.tsx";

/** Asks before a link, a reload or a closed window throws away what is not saved. */
export function LeaveGuard({ active }: { active: boolean }) {
  const router = useRouter();
  const [target, setTarget] = useState<string | null>(null);
  useEffect(() => (active ? watchLeaving(setTarget) : undefined), [active]);
  const leave = () => {
    const href = target;
    setTarget(null);
    if (href) router.push(href);
  };
  return (
    <Dialog open={target !== null} onOpenChange={(open) => !open && setTarget(null)}>
      <DialogContent
        title="Leave without saving?"
        description="Your changes to the settings are not saved."
        footer={
          <DialogButtons leave="Stay" variant="danger" onClick={leave}>
            Drop my changes
          </DialogButtons>
        }
      />
    </Dialog>
  );
}

function watchLeaving(onLink: (href: string) => void): () => void {
  const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
  const onClick = (event: MouseEvent) => {
    const href = leavingHref(event);
    if (href === null) return;
    event.preventDefault();
    event.stopPropagation();
    onLink(href);
  };
  window.addEventListener("beforeunload", onUnload);
  // Before Next's own handler on the link.
  document.addEventListener("click", onClick, { capture: true });
  return () => {
    window.removeEventListener("beforeunload", onUnload);
    document.removeEventListener("click", onClick, { capture: true });
  };
}

/** Where a click would lead in this window; null when it stays on the page or opens another window. */
function leavingHref(event: MouseEvent): string | null {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link?.href || link.target === "_blank" || link.hasAttribute("download")) return null;
  const url = new URL(link.href);
  if (url.origin !== window.location.origin || url.pathname === window.location.pathname) return null;
  return `${url.pathname}${url.search}${url.hash}`;
}
