/** Takes the focus when something beside it that had it goes: the nearest one does. */
export const FOCUS_HEIR = { "data-focus-heir": "" };
const HEIR = "[data-focus-heir]";
const OVERLAY = '[role="dialog"], [role="menu"], [role="listbox"]';

/** Where the focus was, also once what had it has gone. */
export interface FocusPlace {
  element: HTMLElement;
  /** What it stood in, from the inside out. */
  around: HTMLElement[];
}

export function focusPlaceOf(element: HTMLElement): FocusPlace {
  const around: HTMLElement[] = [];
  for (let part = element.parentElement; part && part !== document.body; part = part.parentElement)
    around.push(part);
  return { element, around };
}

/** To what had it, else to the nearest heir, else to the page. */
export function focusAgain({ element, around }: FocusPlace): void {
  if (takes(element)) return;
  const inPage = around.filter((part) => part.isConnected && part.closest("main"));
  const heirs = inPage.map((part) => (part.matches(HEIR) ? part : part.querySelector<HTMLElement>(HEIR)));
  if (heirs.some((heir) => heir && takes(heir))) return;
  document.querySelector("main")?.focus({ preventScroll: true });
}

function takes(element: HTMLElement): boolean {
  element.focus({ preventScroll: true });
  return document.activeElement === element;
}

/** A control that waits for an answer takes the focus again when it has come. */
function isBusy(element: HTMLElement): boolean {
  return element.matches(":disabled") && element.getAttribute("aria-busy") === "true";
}

/** The page changes by itself: when what has the focus goes, or can't be used any more, something near it takes it. */
export function keepFocus(): () => void {
  let place: FocusPlace | null = null;
  const isElsewhere = () => {
    const { activeElement } = document;
    return activeElement !== null && activeElement !== document.body && activeElement !== place?.element;
  };
  const onFocusIn = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLElement)) return;
    if (target.closest("main")) place = focusPlaceOf(target);
    // What a dialog or a menu was opened from may go while that is open.
    else if (!target.closest(OVERLAY)) place = null;
  };
  const onFocusOut = ({ target }: FocusEvent) => {
    queueMicrotask(() => {
      const left =
        target === place?.element && place.element.isConnected && !place.element.matches(":disabled");
      // Someone pointed at nothing: nobody waits for the focus.
      if (left && document.activeElement === document.body) place = null;
    });
  };
  const look = () => {
    if (!place || isElsewhere()) return;
    const { element } = place;
    if (element.isConnected && isBusy(element)) return;
    const held = document.activeElement === element && !element.matches(":disabled");
    if (!held) focusAgain(place);
  };
  let frame = 0;
  // Whoever knows better, a dialog that closes or a list that loses a row, has moved it by then.
  const observer = new MutationObserver(() => {
    if (!place || frame !== 0) return;
    frame = requestAnimationFrame(() => {
      frame = 0;
      look();
    });
  });
  document.addEventListener("focusin", onFocusIn);
  document.addEventListener("focusout", onFocusOut);
  const attributeFilter = ["disabled", "aria-busy"];
  observer.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter });
  return () => {
    observer.disconnect();
    cancelAnimationFrame(frame);
    document.removeEventListener("focusin", onFocusIn);
    document.removeEventListener("focusout", onFocusOut);
  };
}
