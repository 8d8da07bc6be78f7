import type { LinkTracker } from "./link-tracker.ts";
import { LIVE_MS } from "./refetch-policy.ts";

/** While nobody tells what changes, everything on the screen is read again every two seconds; also what seems to rest. */
export function pollWhileCut(link: Pick<LinkTracker, "isPushed">, readAll: () => void): () => void {
  const timer = setInterval(() => {
    if (!link.isPushed) readAll();
  }, LIVE_MS);
  return () => clearInterval(timer);
}
