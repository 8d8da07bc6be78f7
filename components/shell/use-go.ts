"use client";

import { useRouter } from "next/navigation";

/** Asked of the window before a page is left for another by keys, or by what was chosen in a list; its detail is where to. */
export const LEAVING = "curfew:leaving";

/** Leads to another page, unless the present one asks first; false when it does. */
export function useGo(): (href: string) => boolean {
  const router = useRouter();
  return (href) => {
    const free = window.dispatchEvent(new CustomEvent(LEAVING, { cancelable: true, detail: href }));
    if (free) router.push(href);
    return free;
  };
}
