import { LEAVING } from "#components/shell/use-go.ts";

/** Where whoever leaves wants to be: an address, or a step in the window's history. */
export type Leaving = { href: string } | { step: string };

/** Older browsers have none: there a step back does not ask. */
function steps(): Navigation | undefined {
  return window.navigation;
}

/** Holds whoever leaves the page, and says where they want to be. Only a reload or a closed window asks by itself. */
export function watchLeaving(onLeaving: (leaving: Leaving) => void): () => void {
  const hold = (event: Event, leaving: Leaving) => {
    event.preventDefault();
    event.stopPropagation();
    onLeaving(leaving);
  };
  const onUnload = (event: Event) => event.preventDefault();
  const onClick = (event: MouseEvent) => {
    const href = leavingHref(event);
    if (href !== null) hold(event, { href });
  };
  const onGo = (event: Event) => {
    const href = (event as CustomEvent<string>).detail;
    if (pathOf(href) !== window.location.pathname) hold(event, { href });
  };
  const onStep = (event: NavigateEvent) => {
    const { navigationType, destination } = event;
    const stays = pathOf(destination.url) === window.location.pathname;
    if (event.cancelable && navigationType === "traverse" && !stays) hold(event, { step: destination.key });
  };
  window.addEventListener("beforeunload", onUnload);
  // Before Next's own handler on the link.
  document.addEventListener("click", onClick, { capture: true });
  window.addEventListener(LEAVING, onGo);
  steps()?.addEventListener("navigate", onStep);
  return () => {
    window.removeEventListener("beforeunload", onUnload);
    document.removeEventListener("click", onClick, { capture: true });
    window.removeEventListener(LEAVING, onGo);
    steps()?.removeEventListener("navigate", onStep);
  };
}

/** Goes the step that was held. */
export function goStep(key: string): void {
  steps()?.traverseTo(key);
}

function pathOf(href: string): string {
  return new URL(href, window.location.href).pathname;
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
