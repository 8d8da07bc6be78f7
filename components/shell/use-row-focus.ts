"use client";

import { useMemo } from "react";
import { useShortcuts } from "./shortcuts.tsx";

/** Links that stand for their rows are marked so: `data-row`. */
const ROWS = "main a[data-row]";

/**
 * Moves the focus along the rows of the page's tables by j and k; Enter is the focused link's own. `what` is a row, in one word;
 * where there is no row nothing is listed.
 */
export function useRowFocus(title: string, what: string, hasRows: boolean): void {
  const keys = useMemo(
    () =>
      hasRows
        ? [
            { keys: "j", label: `Next ${what}` },
            { keys: "k", label: `Previous ${what}` },
            { keys: "Enter", label: `Open the ${what}` },
          ]
        : [],
    [what, hasRows],
  );
  useShortcuts(title, keys, (key) => key !== "Enter" && moveFocus(key === "j" ? 1 : -1), { byName: false });
}

function moveFocus(step: 1 | -1): void {
  const links = [...document.querySelectorAll<HTMLElement>(ROWS)];
  const row = document.activeElement?.closest("tr");
  const at = links.findIndex((link) => row?.contains(link));
  links[Math.min(links.length - 1, Math.max(0, at + step))]?.focus();
}
