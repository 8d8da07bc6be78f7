/** How far what is on the screen can be trusted. */
export type Freshness =
  /** The server pushes changes and answers. */
  | { state: "live" }
  /** As above, but the list on the screen stands as it was at `since`. */
  | { state: "paused"; since: Date }
  /** Nothing is pushed: what is shown is read now and then, and was so at `since`. Null: nothing was ever read. */
  | { state: "polling"; since: Date | null }
  /** The push is cut or a read failed; the newest data is from `since`. Null: nothing was ever read. */
  | { state: "reconnecting"; since: Date | null }
  /** The server has not answered several tries in a row. */
  | { state: "offline"; since: Date | null };

/** What is known about the link to the server. */
export interface LinkState {
  /** `polling`: this browser can't share a push connection between tabs, so pages read on a timer only. */
  push: "open" | "connecting" | "polling";
  /** The newest read: all went well, one failed and is tried again, or it was given up. */
  reads: "good" | "failing" | "failed";
  /** When data last came, in milliseconds since the epoch; null when it never did. */
  lastGoodAt: number | null;
  /** Since when a list is shown as it was, in milliseconds since the epoch; null while none is. */
  pausedAt: number | null;
}

export const INITIAL_LINK: LinkState = {
  push: "connecting",
  reads: "good",
  lastGoodAt: null,
  pausedAt: null,
};

export function freshnessOf(link: LinkState): Freshness {
  const since = link.lastGoodAt === null ? null : new Date(link.lastGoodAt);
  if (link.reads === "failed") return { state: "offline", since };
  if (link.reads === "failing" || link.push === "connecting") return { state: "reconnecting", since };
  if (link.pausedAt !== null) return { state: "paused", since: new Date(link.pausedAt) };
  return link.push === "polling" ? { state: "polling", since } : { state: "live" };
}
