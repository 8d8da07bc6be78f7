import type { Freshness } from "#components/trpc/freshness.ts";
import type { ExecutionCounts } from "#server/domain/views.ts";

/** What the tab's icon tells: the strongest of what is true. */
export type TabState = "idle" | "running" | "stopping" | "offline";

export function tabStateOf(counts: ExecutionCounts | undefined, freshness: Freshness): TabState {
  if (freshness.state === "offline") return "offline";
  if (counts && counts.stopping > 0) return "stopping";
  return counts && counts["in-progress"] > 0 ? "running" : "idle";
}

/** A tab bar is light or dark whatever the page is: these are seen on both. */
const MARKS: Record<TabState, string> = {
  idle: "",
  running: '<circle cx="25" cy="25" r="6.5" fill="#2f6fed" stroke="#fff" stroke-width="2"/>',
  stopping:
    '<path d="M22.2 18h5.6l4 4v5.6l-4 4h-5.6l-4-4V22z" fill="#d98a00" stroke="#fff" stroke-width="1.8"/>',
  offline: '<path d="M20 20l10 10M30 20L20 30" stroke="#d92d20" stroke-width="4" stroke-linecap="round"/>',
};

/** The product's mark with the state in its corner, as an address. */
export function tabIcon(state: TabState): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="${state === "offline" ? "#6b7280" : "#12666f"}"/><path d="M16 6.5a9.5 9.5 0 1 0 9.5 9.5" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round"/><rect x="12" y="12" width="8" height="8" rx="1.5" fill="#fff"/>${MARKS[state]}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
