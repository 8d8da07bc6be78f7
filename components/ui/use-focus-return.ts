"use client";

import { useRef } from "react";
import { type FocusPlace, focusAgain, focusPlaceOf } from "./focus-place.ts";

/** What a dialog that is open was opened from: another may follow it, and then nothing that is left has the focus. */
let openedFrom: FocusPlace | null = null;

/** Gives the focus back to what had it when a dialog opened. Radix itself knows only a trigger that stands beside it. */
export function useFocusReturn() {
  const opener = useRef<FocusPlace | null>(null);
  return {
    onOpen() {
      const focused = document.activeElement;
      opener.current =
        focused instanceof HTMLElement && focused !== document.body ? focusPlaceOf(focused) : openedFrom;
      openedFrom = opener.current;
    },
    onClose(event: Event) {
      openedFrom = null;
      if (!opener.current) return;
      focusAgain(opener.current);
      event.preventDefault();
    },
  };
}
