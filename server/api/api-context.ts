import type { Database } from "#db/client.ts";
import type { Caller } from "#server/auth/caller.ts";
import type { Clock } from "#server/clock.ts";
import type { ChangeFeed } from "#server/live/change-feed.ts";
import type { WebhookSender } from "#server/webhooks/sender.ts";

/** Everything a procedure may touch; holds no request, so that a test can call procedures without HTTP. */
export interface ApiContext {
  database: Database;
  clock: Clock;
  /** Null when nobody has signed in. */
  caller: Caller | null;
  /** True when a browser says that another site's page made the request. */
  crossSite: boolean;
  changes: ChangeFeed;
  /** Posts to webhooks. */
  sender: WebhookSender;
  /** Aborted when the web server shuts down. */
  shutdown: AbortSignal;
  /** Told of each error that is a bug. */
  reportBug(path: string, cause: unknown): void;
  /** Ends the caller's session and clears its cookie; nothing for an API key. */
  endSession(): Promise<void>;
}
