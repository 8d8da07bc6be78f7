import type { TabCounts } from "#server/domain/tab-counts.ts";

/** What the tab's icon tells: the strongest of what is true. */
export type TabState = "idle" | "running" | "stopping" | "overdue" | "lost" | "offline";

/** `stale`: the counts are not those of now. */
export function tabStateOf(counts: TabCounts | null, stale: boolean): TabState {
  if (stale) return "offline";
  if (!counts) return "idle";
  if (counts.lost > 0) return "lost";
  if (counts.overdue > 0) return "overdue";
  if (counts.stopping > 0) return "stopping";
  return counts.running > 0 ? "running" : "idle";
}

/** A tab bar is light or dark whatever the page is: these are seen on both. */
const MARKS: Record<TabState, string> = {
  idle: "",
  running: '<circle cx="25" cy="25" r="6.5" fill="#2f6fed" stroke="#fff" stroke-width="2"/>',
  stopping:
    '<path d="M22.2 18h5.6l4 4v5.6l-4 4h-5.6l-4-4V22z" fill="#d98a00" stroke="#fff" stroke-width="1.8"/>',
  overdue:
    '<circle cx="24.5" cy="24.5" r="6.5" fill="#d92d20" stroke="#fff" stroke-width="1.8"/><path d="M24.5 21v3.8l2.4 1.6" fill="none" stroke="#fff" stroke-width="1.8" stroke-linecap="round"/>',
  lost: '<circle cx="24.5" cy="24.5" r="7" fill="#c2410c" stroke="#fff" stroke-width="1.8"/><path d="M22.4 22.9a2.1 2.1 0 1 1 2.1 2.3v1" fill="none" stroke="#fff" stroke-width="1.8" stroke-linecap="round"/><circle cx="24.5" cy="28.4" r="1.1" fill="#fff"/>',
  offline: '<path d="M20 20l10 10M30 20L20 30" stroke="#d92d20" stroke-width="4" stroke-linecap="round"/>',
};

/** The product's mark with the state in its corner, as an address. */
export function tabIcon(state: TabState): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="${state === "offline" ? "#6b7280" : "#12666f"}"/><path d="M16 6.5a9.5 9.5 0 1 0 9.5 9.5" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round"/><rect x="12" y="12" width="8" height="8" rx="1.5" fill="#fff"/>${MARKS[state]}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
