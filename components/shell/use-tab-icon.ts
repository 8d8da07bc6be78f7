"use client";

import { usePathname } from "next/navigation";
import { useEffect } from "react";
import { type TabState, tabIcon } from "./tab-icon.ts";

/** Lets the tab's icon tell the state, so that a tab in the background does. */
export function useTabIcon(state: TabState): void {
  const pathname = usePathname();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page brings the plain icon again
  useEffect(() => {
    for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel~="icon"]')) {
      const href = tabIcon(state);
      if (link.href !== href) link.href = href;
    }
  }, [state, pathname]);
}
