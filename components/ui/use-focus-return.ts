"use client";

import { useRef } from "react";

/** What a dialog that is open was opened from: another may follow it, and then nothing that is left has the focus. */
let openedFrom: Element | null = null;

/** Gives the focus back to what had it when a dialog opened. Radix itself knows only a trigger that stands beside it. */
export function useFocusReturn() {
  const opener = useRef<Element | null>(null);
  return {
    onOpen() {
      const focused = document.activeElement;
      opener.current = focused === document.body ? openedFrom : focused;
      openedFrom = opener.current;
    },
    onClose(event: Event) {
      openedFrom = null;
      if (giveBack(opener.current)) event.preventDefault();
    },
  };
}

/** To what had it, else to the page: what was asked about may be gone. False when nothing had it. */
function giveBack(opener: Element | null): boolean {
  if (!(opener instanceof HTMLElement)) return false;
  opener.focus();
  if (document.activeElement !== opener) document.querySelector("main")?.focus();
  return true;
}
